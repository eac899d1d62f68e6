package dev.reprise.worker.boot;

import dev.reprise.common.event.Outcome;
import dev.reprise.worker.concurrency.InFlightLimiter;
import dev.reprise.worker.decide.DecisionThreads;
import dev.reprise.worker.report.Result;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
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
    private static final String IN_FLIGHT_WAITING = "reprise.worker.in.flight.waiting.groups";
    private static final String CASSANDRA_P99 = "reprise.worker.cassandra.p99.seconds";
    private static final String TOO_SLOW = "reprise.worker.decisions.too.slow";
    private static final String STUCK = "reprise.worker.decisions.stuck.threads";
    private static final double NANOS_PER_SECOND = 1e9;

    private final MeterRegistry registry;
    private final Map<String, Counter> byWord = new ConcurrentHashMap<>();

    WorkerMetrics(MeterRegistry registry, InFlightLimiter limiter, DecisionThreads decisions) {
        this.registry = registry;
        registry.gauge(IN_FLIGHT_LIMIT, limiter, InFlightLimiter::limitRows);
        registry.gauge(IN_FLIGHT, limiter, InFlightLimiter::rowsInFlight);
        registry.gauge(IN_FLIGHT_WAITING, limiter, InFlightLimiter::waiting);
        registry.gauge(CASSANDRA_P99, limiter, one -> one.p99Nanos() / NANOS_PER_SECOND);
        registry.more().counter(TOO_SLOW, List.of(), decisions, DecisionThreads::tooSlow);
        registry.gauge(STUCK, decisions, DecisionThreads::stuck);
        // Those of every run are there before the first event, so that a rate begins at zero.
        for (Outcome outcome : Outcome.values()) {
            counter(outcome.name().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public void accept(Result result) {
        counter(result.word()).increment();
    }

    private Counter counter(String word) {
        return byWord.computeIfAbsent(word, unseen -> registry.counter(EVENTS, "outcome", unseen));
    }
}
