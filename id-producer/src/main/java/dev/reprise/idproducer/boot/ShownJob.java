package dev.reprise.idproducer.boot;

import dev.reprise.common.event.Outcome;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.idproducer.jobs.JobStanding;
import dev.reprise.service.metrics.Metric;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The series of one open job. Its state is the label of one of them, which is replaced when the state changes.
 *
 * <p>Threading: changed by the thread of the coordinator, read by any number of threads.
 */
final class ShownJob {

    private static final double MILLIS_PER_SECOND = 1e3;

    private final MeterRegistry registry;
    private final Clock clock;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();
    private volatile JobStanding standing;
    private @Nullable Meter state;

    ShownJob(MeterRegistry registry, Clock clock, JobStanding standing) {
        this.registry = registry;
        this.clock = clock;
        this.standing = standing;
        this.tags = Tags.of("reprise_job", standing.job().job());
        counter(Metric.JOB_EMITTED, tags, counts -> counts.emitted());
        for (Outcome outcome : Outcome.values()) {
            String word = outcome.name().toLowerCase(Locale.ROOT);
            counter(Metric.JOB_OUTCOMES, tags.and("outcome", word), counts -> of(counts, outcome));
        }
        gauge(
                Metric.JOB_LEDGER_DIFFERENCE,
                tags,
                now -> now.job().counts().emitted() - now.job().counts().processed());
        gauge(Metric.JOB_PARKED, tags, JobStanding::parked);
        gauge(Metric.JOB_SLICES_PLANNED, tags, now -> now.job().slices().planned());
        gauge(Metric.JOB_SLICES_DONE, tags, now -> now.job().slices().done());
        gauge(Metric.JOB_ROUND, tags, now -> now.job().round());
        gauge(Metric.JOB_BUDGET, tags, JobStanding::budgetUsed);
        gauge(Metric.JOB_HELD_TO, tags, ShownJob::heldTo);
        for (JobStanding.HeldUpBy cause : JobMetrics.causes()) {
            gauge(Metric.JOB_HELD_UP, tags.and("by", cause.word()), now -> now.heldUpBy() == cause ? 1 : 0);
        }
        showState(standing.job().state());
    }

    private static double heldTo(JobStanding now) {
        Integer rate = now.job().heldTo();
        return rate == null ? Double.NaN : rate;
    }

    /** Takes in how the job stands now. */
    void stands(JobStanding now) {
        JobStatus before = standing.job().state();
        standing = now;
        if (now.job().state() != before) {
            showState(now.job().state());
        }
    }

    /** Removes all series of the job. */
    void remove() {
        meters.forEach(registry::remove);
        if (state != null) {
            registry.remove(state);
        }
    }

    private void showState(JobStatus status) {
        if (state != null) {
            registry.remove(state);
        }
        String processor = standing.job().pinned().processor().name();
        state = Gauge.builder(Metric.JOB_STATE.meter(), this, ShownJob::secondsInState)
                .description(Metric.JOB_STATE.help())
                .tags(tags.and("state", status.name(), "processor", processor))
                .register(registry);
    }

    private double secondsInState() {
        return Duration.between(standing.since(), clock.instant()).toMillis() / MILLIS_PER_SECOND;
    }

    private void gauge(Metric metric, Tags of, ToDoubleFunction<JobStanding> value) {
        meters.add(Gauge.builder(metric.meter(), this, one -> value.applyAsDouble(one.standing))
                .description(metric.help())
                .tags(of)
                .register(registry));
    }

    private void counter(Metric metric, Tags of, ToDoubleFunction<Counts> value) {
        meters.add(FunctionCounter.builder(
                        metric.meter(),
                        this,
                        one -> value.applyAsDouble(one.standing.job().counts()))
                .description(metric.help())
                .tags(of)
                .register(registry));
    }

    private static long of(Counts counts, Outcome outcome) {
        return switch (outcome) {
            case CHANGED -> counts.changed();
            case UNCHANGED -> counts.unchanged();
            case OVERTAKEN -> counts.overtaken();
            case GONE -> counts.gone();
            case FAILED -> counts.failed();
        };
    }
}
