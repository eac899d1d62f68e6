package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Request;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A ledger that cannot balance any more is closed with its numbers, and one that still can is waited for. */
class SilenceTest extends CoordinatorFixture {

    @BeforeEach
    void missOneOfTen() {
        twoBuckets();
        post(submit("job-1", "movie", Limits.NONE));
        tick();
        sliceDone(0, 10, 0);
        sliceDone(1, 0, 0);
        worker(new Counts(0, 9, 0, 0, 0, 0));
        tick();
    }

    private void silence() {
        clock.forward(SETTINGS.silenceMax().plus(Duration.ofSeconds(1)));
        tick();
    }

    @Test
    void should_close_a_cancelled_job_with_its_numbers_when_its_events_are_lost() {
        post(new Request.Cancel("job-1", "ana", "enough"));
        tick();
        clock.forward(Duration.ofSeconds(30));
        tick();
        post(submit("job-2", "movie", Limits.NONE));
        assertThat(output.rejections).as("an outcome may still come").hasSize(1);

        silence();

        assertThat(output.last().state()).isEqualTo(JobStatus.CANCELLED);
        assertThat(message())
                .startsWith("cancelled by ana: enough; the ledger does not close: ")
                .contains("emitted=10")
                .contains("changed=9");
        assertThat(output.last().ledgerClosed()).isTrue();
        post(submit("job-2", "movie", Limits.NONE));
        assertThat(output.rejections).hasSize(1);
        assertThat(output.last().state()).isEqualTo(JobStatus.PLANNING);
    }

    @Test
    void should_close_a_cancelled_job_when_what_was_set_aside_is_lost() {
        report(Progress.ofWorker("job-1", 3, new Counts(0, 9, 0, 0, 0, 0), 0).parking(new Progress.Parked(1, null)));
        post(new Request.Cancel("job-1", null, null));
        tick();

        silence();

        assertThat(output.last().ledgerClosed()).isTrue();
    }

    @Test
    void should_not_take_the_time_before_the_cancellation_for_silence() {
        post(new Request.Pause("job-1", null, null));
        silence();
        post(new Request.Cancel("job-1", null, null));
        clock.forward(Duration.ofSeconds(30));
        tick();
        assertThat(output.last().ledgerClosed()).isFalse();

        worker(new Counts(0, 10, 0, 0, 0, 0));
        tick();

        assertThat(output.last().ledgerClosed()).isTrue();
        assertThat(message()).isEqualTo("cancelled");
    }

    @Test
    void should_fail_when_only_events_of_other_jobs_lag() {
        processed += 100;
        lag = 1_000_000;
        tick();

        silence();

        assertThat(output.last().state()).isEqualTo(JobStatus.FAILED);
        assertThat(message()).contains("emitted=10").contains("changed=9");
    }

    @Test
    void should_wait_while_events_of_other_jobs_are_before_those_of_this_one() {
        restart();
        lag = 100;
        tick();
        lag = 50;
        processed += 50;
        silence();
        silence();
        assertThat(output.last().state()).isEqualTo(JobStatus.RUNNING);

        processed += 50;
        lag = 1_000;
        silence();
        silence();

        assertThat(output.last().state()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void should_find_later_events_of_the_job_in_a_later_queue() {
        lag = 100;
        processed += 100;
        report(Progress.ofSlice(output.slices.get(1), 5, 0, true));
        worker(new Counts(0, 14, 0, 0, 0, 0));
        tick();
        processed += 50;
        lag = 50;

        silence();

        assertThat(output.last().state()).isEqualTo(JobStatus.RUNNING);
    }
}
