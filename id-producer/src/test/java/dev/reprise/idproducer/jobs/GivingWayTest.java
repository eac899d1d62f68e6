package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Request;
import dev.reprise.idproducer.production.Production;
import dev.reprise.idproducer.production.ProductionTerms;
import dev.reprise.idproducer.production.Reading;
import dev.reprise.idproducer.production.Verdict;
import dev.reprise.service.config.ProcessorLimits;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A job gives way to production: the rate that is published, and what its message says. */
class GivingWayTest extends CoordinatorFixture {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final int LEAST = 20;
    private static final Limits TARGET = new Limits(null, null, null, Duration.ofMillis(10));
    private static final Verdict HOLD = Verdict.hold("the production signal answers 503");
    private static final Verdict QUICK = Verdict.of(0.2, "production's p99 is 2.0 ms, target 10 ms");
    private static final Verdict SLOW = Verdict.of(4.1, "production's p99 is 41 ms, target 10 ms");

    private long emitted;

    private void begin(Limits limits) {
        coordinator = coordinator(new CoordinatorSettings(
                2,
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                Duration.ofMinutes(1),
                ProcessorLimits.NONE,
                new ProductionTerms(null, LEAST, false, true)));
        twoBuckets();
        post(submit("job-1", "movie", limits));
        look();
        look();
        assertThat(job().state()).isEqualTo(JobStatus.RUNNING);
    }

    private Job job() {
        return output.last();
    }

    private void look() {
        coordinator.tick(moment());
        clock.forward(LOOK);
    }

    private void says(Verdict verdict) {
        production = new Production(List.of(Reading.of(verdict)));
    }

    /** A second in which the job emits what it may. */
    private void second() {
        Integer rate = job().heldTo();
        emitted += rate == null ? 0 : rate;
        report(Progress.ofSlice(output.slices.get(0), emitted, 0, false));
        for (int i = 0; i < 10; i++) {
            look();
        }
    }

    @Test
    void should_publish_a_stop_and_its_end_at_the_next_look() {
        begin(Limits.NONE);
        assertThat(job().heldTo()).isNull();

        says(HOLD);
        look();
        assertThat(job().heldTo()).isZero();
        assertThat(message()).isEqualTo("held back: the production signal answers 503");
        assertThat(coordinator.standings(moment()).get(0).heldUpBy()).isEqualTo(JobStanding.HeldUpBy.PRODUCTION);
        assertThat(coordinator.demand().isSlowed())
                .as("more workers would not help")
                .isTrue();

        says(Verdict.FREE);
        look();
        assertThat(job().heldTo()).isNull();
        assertThat(message()).isNull();
    }

    @Test
    void should_never_publish_a_running_job_with_a_target_without_a_rate() {
        begin(TARGET);

        assertThat(output.published)
                .filteredOn(job -> job.state() == JobStatus.RUNNING)
                .isNotEmpty()
                .allSatisfy(job -> assertThat(job.heldTo()).isEqualTo(LEAST));
    }

    @Test
    void should_go_faster_while_production_is_quick_and_slower_when_it_is_not() {
        begin(TARGET);
        says(QUICK);
        for (int i = 0; i < 6; i++) {
            second();
        }
        int fast = Objects.requireNonNull(job().heldTo());
        assertThat(fast).isGreaterThanOrEqualTo(LEAST * 16);

        says(SLOW);
        second();

        assertThat(job().heldTo()).isBetween(fast / 5, fast / 2);
        assertThat(message()).startsWith("held back: production's p99 is 41 ms, target 10 ms; at most");
    }

    @Test
    void should_begin_from_below_after_a_pause() {
        begin(TARGET);
        says(QUICK);
        for (int i = 0; i < 6; i++) {
            second();
        }
        post(new Request.Pause("job-1", null, null));
        look();
        post(new Request.Resume("job-1", null, null));

        assertThat(job().state()).isEqualTo(JobStatus.RUNNING);
        assertThat(job().heldTo()).as("until the signals have answered").isZero();
        look();
        assertThat(job().heldTo()).isEqualTo(LEAST);
    }

    @Test
    void should_leave_out_the_rate_of_a_job_that_is_over() {
        begin(TARGET);
        post(new Request.Cancel("job-1", null, null));

        assertThat(job().state()).isEqualTo(JobStatus.CANCELLED);
        assertThat(job().heldTo()).isNull();
    }
}
