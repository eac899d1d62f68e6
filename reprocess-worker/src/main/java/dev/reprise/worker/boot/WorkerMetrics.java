package dev.reprise.worker.boot;

import dev.reprise.common.event.Outcome;
import dev.reprise.worker.report.Result;
import dev.reprise.worker.throttle.Throttle;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts results for the operators. Counted when handed on, so a replay counts twice here; the ledger does not.
 *
 * <p>Threading: safe for any number of threads.
 */
final class WorkerMetrics implements Consumer<Result> {

    private static final String EVENTS = "reprise.worker.events";

    private static final String IN_FLIGHT = "reprise.worker.in.flight.rows";
    private static final String IN_FLIGHT_LIMIT = "reprise.worker.in.flight.limit.rows";
    private static final String CASSANDRA_P99 = "reprise.worker.cassandra.p99.seconds";
    private static final double NANOS_PER_SECOND = 1e9;

    private final Map<Outcome, Counter> byOutcome = new EnumMap<>(Outcome.class);
    private final Counter skipped;
    private final Counter refused;
    private final Counter previewed;

    WorkerMetrics(MeterRegistry registry, Throttle throttle) {
        registry.gauge(IN_FLIGHT_LIMIT, throttle, Throttle::limitRows);
        registry.gauge(IN_FLIGHT, throttle, Throttle::rowsInFlight);
        registry.gauge(CASSANDRA_P99, throttle, one -> one.p99Nanos() / NANOS_PER_SECOND);
        for (Outcome outcome : Outcome.values()) {
            String word = outcome.name().toLowerCase(Locale.ROOT);
            byOutcome.put(outcome, registry.counter(EVENTS, "outcome", word));
        }
        skipped = registry.counter(EVENTS, "outcome", "skipped");
        refused = registry.counter(EVENTS, "outcome", "refused");
        previewed = registry.counter(EVENTS, "outcome", "previewed");
    }

    @Override
    public void accept(Result result) {
        counter(result).increment();
    }

    private Counter counter(Result result) {
        if (result instanceof Result.Done done) {
            return byOutcome.getOrDefault(done.outcome(), skipped);
        }
        if (result instanceof Result.Refused) {
            return refused;
        }
        if (result instanceof Result.Previewed) {
            return previewed;
        }
        return result instanceof Result.Failed ? byOutcome.getOrDefault(Outcome.FAILED, skipped) : skipped;
    }
}
