package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Progress;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Request;
import dev.reprise.idproducer.scale.Demand;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What the jobs ask of the workers. */
class DemandTest extends CoordinatorFixture {

    @Test
    void should_ask_for_what_is_open_and_foretell_the_rest_by_the_slices_that_are_done() {
        assertThat(coordinator.demand()).isEqualTo(Demand.NONE);
        twoBuckets();
        post(submit("job-1", "movie", Limits.NONE));
        tick();
        assertThat(coordinator.demand()).isEqualTo(new Demand(true, 0, OptionalLong.empty(), false));

        sliceDone(0, 10, 0);
        report(Progress.ofWorker("job-1", 3, new Counts(0, 4, 0, 0, 0, 0), 0).slowedBy("cassandra p99 48 ms"));

        assertThat(coordinator.demand()).isEqualTo(new Demand(true, 6, OptionalLong.of(10), true));
    }

    @Test
    void should_ask_for_nobody_while_the_job_is_paused_and_again_when_it_is_resumed() {
        twoBuckets();
        post(submit("job-1", "movie", Limits.NONE));
        tick();
        sliceDone(0, 10, 0);

        post(new Request.Pause("job-1", null, null));
        assertThat(coordinator.demand()).isEqualTo(Demand.NONE);

        post(new Request.Resume("job-1", null, null));
        assertThat(coordinator.demand().isAny()).isTrue();
        assertThat(coordinator.demand().openEvents()).isEqualTo(10);
    }
}
