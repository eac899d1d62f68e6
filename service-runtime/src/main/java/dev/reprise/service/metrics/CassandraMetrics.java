package dev.reprise.service.metrics;

import dev.reprise.assets.RequestLatency;
import dev.reprise.assets.StatementKind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How long requests to Cassandra take, by what they are for.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. Bound: a timer and a counter for each kind of statement.
 */
public final class CassandraMetrics implements RequestLatency {

    private static final String STATEMENT = "statement";

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final Map<StatementKind, Timer> timers = new EnumMap<>(StatementKind.class);
    private final Map<StatementKind, Counter> failures = new EnumMap<>(StatementKind.class);

    /** Creates the metrics. They are there before the first request, so that a rate begins at zero. */
    public CassandraMetrics(MeterRegistry registry) {
        for (StatementKind kind : StatementKind.values()) {
            timers.put(
                    kind,
                    Timer.builder(Metric.CASSANDRA_REQUESTS.meter())
                            .description(Metric.CASSANDRA_REQUESTS.help())
                            .tag(STATEMENT, kind.word())
                            .serviceLevelObjectives(BUCKETS)
                            .register(registry));
            failures.put(
                    kind,
                    Counter.builder(Metric.CASSANDRA_FAILURES.meter())
                            .description(Metric.CASSANDRA_FAILURES.help())
                            .tag(STATEMENT, kind.word())
                            .register(registry));
        }
    }

    @Override
    @SuppressWarnings("NullAway") // every kind has both
    public void answered(StatementKind statement, long tookNanos, boolean failed) {
        timers.get(statement).record(tookNanos, TimeUnit.NANOSECONDS);
        if (failed) {
            failures.get(statement).increment();
        }
    }
}
