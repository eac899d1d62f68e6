package dev.reprise.iceberg.boot;

import dev.reprise.common.export.TableName;
import dev.reprise.iceberg.progress.ReadPositions;
import dev.reprise.iceberg.session.ExportEvents;
import dev.reprise.iceberg.table.Appended;
import dev.reprise.service.metrics.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what becomes of rows, for the operators, and tells it on.
 *
 * <p>Threading: events by the thread of the sessions; what they leave is read by any. Bound: series of {@link #TABLES_MAX}
 * tables, and of the rest together.
 */
final class ExportMetrics implements ExportEvents {

    static final int TABLES_MAX = 32;

    /** What does not get series of its own. */
    static final String OTHER = "other";

    private static final double MILLIS_PER_SECOND = 1e3;

    private static final Duration[] COMMIT_BUCKETS = {
        Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(1)
    };

    private final ExportEvents next;
    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<TableName, OfTable> tables = new HashMap<>();
    private final OfTable others;
    private final Counter rejected;
    private final Timer commit;
    private volatile State state = State.WAITING;
    private volatile long oldestMillis = Long.MAX_VALUE;
    private volatile @Nullable ReadPositions positions;

    /** What the writer does now. */
    private enum State {
        /** It reads and commits. */
        WORKING,
        /** Another writer was faster the last time. */
        STANDING_BY,
        /** It can not read or commit. */
        WAITING,
        /** Rows were lost, and a person must decide. */
        REFUSED;

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The counters of a table. */
    private record OfTable(Counter read, Counter rows, Counter files, Counter bytes) {}

    /** Creates the metrics. What every run has is there before the first row, so that a rate begins at zero. */
    ExportMetrics(MeterRegistry registry, Clock clock, ExportEvents next) {
        this.registry = registry;
        this.clock = clock;
        this.next = next;
        this.others = ofTable(OTHER);
        this.rejected = Counter.builder(Metric.EXPORT_REJECTED.meter())
                .description(Metric.EXPORT_REJECTED.help())
                .register(registry);
        this.commit = Timer.builder(Metric.EXPORT_COMMIT.meter())
                .description(Metric.EXPORT_COMMIT.help())
                .serviceLevelObjectives(COMMIT_BUCKETS)
                .register(registry);
        for (State one : State.values()) {
            Gauge.builder(Metric.EXPORT_STATE.meter(), () -> state == one ? 1 : 0)
                    .description(Metric.EXPORT_STATE.help())
                    .tag("state", one.word())
                    .register(registry);
        }
        gauge(Metric.EXPORT_WAITING, this::waitingSeconds);
    }

    /** Shows how many records are not committed. */
    void showLag(DoubleSupplier records) {
        gauge(Metric.EXPORT_LAG, records);
    }

    /** Returns how far the topic is in all tables; {@code null} while that is not known. */
    @Nullable
    ReadPositions positions() {
        return positions;
    }

    @Override
    public void begun(ReadPositions committed) {
        positions = committed;
        oldestMillis = Long.MAX_VALUE;
        if (state != State.STANDING_BY) {
            state = State.WORKING;
        }
        next.begun(committed);
    }

    @Override
    public void read(TableName table, long sentAtMillis) {
        found(table).read().increment();
        if (sentAtMillis < oldestMillis) {
            oldestMillis = sentAtMillis;
        }
        next.read(table, sentAtMillis);
    }

    @Override
    public void rejected(int partition, long offset, String reason) {
        rejected.increment();
        next.rejected(partition, offset, reason);
    }

    @Override
    public void committed(TableName table, Appended appended, long tookNanos) {
        OfTable counters = found(table);
        counters.rows().increment((double) appended.rows());
        counters.files().increment((double) appended.files());
        counters.bytes().increment((double) appended.bytes());
        next.committed(table, appended, tookNanos);
    }

    @Override
    public void advanced(ReadPositions committed, long tookNanos) {
        positions = committed;
        oldestMillis = Long.MAX_VALUE;
        state = State.WORKING;
        commit.record(tookNanos, TimeUnit.NANOSECONDS);
        next.advanced(committed, tookNanos);
    }

    @Override
    public void outrun(String reason) {
        state = State.STANDING_BY;
        next.outrun(reason);
    }

    @Override
    public void givenUp() {
        next.givenUp();
    }

    @Override
    public void refused(String reason) {
        state = State.REFUSED;
        next.refused(reason);
    }

    @Override
    public void failed(RuntimeException failure) {
        state = State.WAITING;
        next.failed(failure);
    }

    private double waitingSeconds() {
        return Math.max(0, clock.millis() - oldestMillis) / MILLIS_PER_SECOND;
    }

    private OfTable found(TableName table) {
        OfTable known = tables.get(table);
        if (known != null) {
            return known;
        }
        if (tables.size() >= TABLES_MAX) {
            return others;
        }
        OfTable made = ofTable(table.toString());
        tables.put(table, made);
        return made;
    }

    private OfTable ofTable(String table) {
        return new OfTable(
                counter(Metric.EXPORT_ROWS_READ, table),
                counter(Metric.EXPORT_ROWS_COMMITTED, table),
                counter(Metric.EXPORT_FILES_COMMITTED, table),
                counter(Metric.EXPORT_BYTES_COMMITTED, table));
    }

    private Counter counter(Metric metric, String table) {
        return Counter.builder(metric.meter())
                .description(metric.help())
                .tag("table", table)
                .register(registry);
    }

    private void gauge(Metric metric, DoubleSupplier value) {
        Gauge.builder(metric.meter(), value::getAsDouble)
                .description(metric.help())
                .register(registry);
    }
}
