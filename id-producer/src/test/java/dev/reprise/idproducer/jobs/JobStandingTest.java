package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Request;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How open jobs stand, for the operators. */
class JobStandingTest extends CoordinatorFixture {

    private JobStanding standing() {
        return coordinator.standings(moment()).get(0);
    }

    private void begin(Limits limits) {
        twoBuckets();
        post(submit("job-1", "movie", limits));
        tick();
    }

    @Test
    void should_tell_the_state_and_since_when_and_nothing_of_a_job_that_is_over() {
        begin(Limits.NONE);
        Instant before = clock.instant();
        post(new Request.Pause("job-1", "ana", null));
        clock.forward(Duration.ofMinutes(5));

        assertThat(standing().job().state()).isEqualTo(JobStatus.PAUSED);
        assertThat(standing().since()).isEqualTo(before);

        post(new Request.Cancel("job-1", "ana", null));
        assertThat(coordinator.standings(moment())).isEmpty();
    }

    @Test
    void should_tell_what_holds_a_job_up() {
        begin(Limits.NONE);
        assertThat(standing().heldUpBy()).isEqualTo(JobStanding.HeldUpBy.NOTHING);

        report(Progress.ofWorker("job-1", 3, Counts.ZERO, 0).slowedBy("cassandra p99 48 ms"));
        assertThat(standing().heldUpBy()).isEqualTo(JobStanding.HeldUpBy.THROTTLED);

        report(Progress.ofSlice(output.slices.get(0), 10, 0, false).parking(Progress.Parked.waitingFor("Cassandra")));
        assertThat(standing().heldUpBy()).isEqualTo(JobStanding.HeldUpBy.WAITING);
    }

    @Test
    void should_tell_the_part_of_the_error_budget_that_is_used() {
        begin(new Limits(null, 40L, 0.1));
        sliceDone(0, 1_000, 0);
        report(Progress.ofWorker("job-1", 3, new Counts(0, 390, 0, 0, 0, 10), 0));

        assertThat(standing().budgetUsed())
                .as("10 of 40, and 10 of 10 % of 400")
                .isEqualTo(0.25);
        assertThat(standing().job().counts().emitted()).isEqualTo(1_000);
    }

    @Test
    void should_tell_no_part_of_the_error_budget_when_there_is_none() {
        begin(Limits.NONE);

        assertThat(standing().budgetUsed()).isNaN();
    }
}
