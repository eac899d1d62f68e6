package dev.reprise.worker.boot;

import dev.reprise.pipeline.decide.DecisionThreads;
import dev.reprise.service.metrics.Metric;
import dev.reprise.worker.concurrency.InFlightLimiter;
import dev.reprise.worker.concurrency.SlowedBy;
import dev.reprise.worker.topology.async.CommitTimes;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * What an instance of the worker shows of itself, whatever its jobs are.
 *
 * <p>Threading: safe for any number of threads. Bound: a fixed number of series.
 */
final class WorkerMetrics implements CommitTimes {

    private static final double NANOS_PER_SECOND = 1e9;

    private static final Duration[] DECISION_BUCKETS = {
        Duration.ofNanos(100_000),
        Duration.ofMillis(1),
        Duration.ofMillis(10),
        Duration.ofMillis(100),
        Duration.ofSeconds(1)
    };

    private static final Duration[] COMMIT_BUCKETS = {
        Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10)
    };

    private final MeterRegistry registry;
    private final Timer decision;
    private final Timer drain;
    private final Timer commit;

    WorkerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.decision = timer(Metric.WORKER_DECISION, DECISION_BUCKETS);
        this.drain = timer(Metric.WORKER_DRAIN, COMMIT_BUCKETS);
        this.commit = timer(Metric.WORKER_COMMIT, COMMIT_BUCKETS);
    }

    /** Shows what is in flight, and what slows it down. */
    void show(InFlightLimiter limiter) {
        gauge(Metric.WORKER_IN_FLIGHT, limiter, InFlightLimiter::rowsInFlight);
        gauge(Metric.WORKER_IN_FLIGHT_LIMIT, limiter, InFlightLimiter::limitRows);
        gauge(Metric.WORKER_IN_FLIGHT_WAITING, limiter, InFlightLimiter::waiting);
        gauge(Metric.WORKER_CASSANDRA_P99, limiter, one -> one.p99Nanos() / NANOS_PER_SECOND);
        throttled(limiter, SlowedBy.DATABASE);
        throttled(limiter, SlowedBy.MEMORY);
    }

    /** Shows the rows whose decision does not end. */
    void show(DecisionThreads decisions) {
        FunctionCounter.builder(Metric.WORKER_TOO_SLOW.meter(), decisions, DecisionThreads::tooSlow)
                .description(Metric.WORKER_TOO_SLOW.help())
                .register(registry);
        gauge(Metric.WORKER_STUCK, decisions, DecisionThreads::stuck);
    }

    /** Takes note of a row that was decided. */
    void decided(long tookNanos) {
        decision.record(tookNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void drained(long tookNanos) {
        drain.record(tookNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void committed(long tookNanos) {
        commit.record(tookNanos, TimeUnit.NANOSECONDS);
    }

    private void throttled(InFlightLimiter limiter, SlowedBy reason) {
        Gauge.builder(Metric.WORKER_THROTTLED.meter(), limiter, one -> one.slowedBy() == reason ? 1 : 0)
                .description(Metric.WORKER_THROTTLED.help())
                .tag("reason", reason.word())
                .register(registry);
    }

    private <T> void gauge(Metric metric, T from, ToDoubleFunction<T> value) {
        Gauge.builder(metric.meter(), from, value).description(metric.help()).register(registry);
    }

    private Timer timer(Metric metric, Duration... buckets) {
        return Timer.builder(metric.meter())
                .description(metric.help())
                .serviceLevelObjectives(buckets)
                .register(registry);
    }
}
