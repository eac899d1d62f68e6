package dev.reprise.bench.cassandra;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.bench.Items;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Production beside a job: single writes at a steady rate, each timed from when it was due, so that a stall is not left
 * out of the account.
 *
 * <p>Threading: a thread of its own sends; any may ask.
 */
public final class LiveWrites implements AutoCloseable {

    private static final int PER_SECOND = 200;
    private static final double NANOS_PER_MILLI = 1e6;

    private final AssetDatabase database;
    private final Items items;
    private final PreparedStatement update;
    private final ByteBuffer payload;
    private final AtomicInteger next = new AtomicInteger();
    private final List<Write> writes = Collections.synchronizedList(new ArrayList<>());
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

    /**
     * A write that has ended.
     *
     * @param second in which it was due, counted from the first one
     */
    private record Write(int second, long nanos) {}

    /** Writes to these items, which no job touches. */
    public LiveWrites(AssetDatabase database, Items items) {
        this.database = database;
        this.items = items;
        this.payload = ByteBuffer.wrap(items.payload(0));
        this.update = database.prepare(
                "UPDATE " + database.qualified(database.tables().table())
                        + " SET payload = ?, schema_version = 1 WHERE asset_type = ? AND bucket = ? AND asset_id = ?");
    }

    /** Begins. */
    public void start() {
        long everyNanos = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
        var unused = thread.scheduleAtFixedRate(this::write, 0, everyNanos, TimeUnit.NANOSECONDS);
    }

    /** Forgets what was measured so far. */
    public void reset() {
        writes.clear();
    }

    /** Returns how many writes have ended. */
    public int count() {
        return writes.size();
    }

    /** Returns the latency in milliseconds below which a share of the writes stayed. */
    public double millis(double share) {
        return quantile(measured(), share);
    }

    /** Returns in which part of the seconds a share of the writes of that second stayed within some milliseconds. */
    public double secondsWithin(double share, double millis) {
        Map<Integer, List<Write>> bySecond = measured().stream().collect(Collectors.groupingBy(Write::second));
        long within = bySecond.values().stream()
                .filter(second -> quantile(second, share) <= millis)
                .count();
        return bySecond.isEmpty() ? 0 : within / (double) bySecond.size();
    }

    private List<Write> measured() {
        synchronized (writes) {
            return List.copyOf(writes);
        }
    }

    private static double quantile(List<Write> of, double share) {
        long[] sorted = of.stream().mapToLong(Write::nanos).sorted().toArray();
        return sorted.length == 0
                ? 0
                : sorted[(int) Math.min(sorted.length - 1, Math.floor(sorted.length * share))] / NANOS_PER_MILLI;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void write() {
        int number = next.getAndIncrement();
        int index = number % items.count();
        Deadline began = Deadline.in(Duration.ZERO);
        var partition = items.partition(index);
        var bound = update.bind()
                .setBytesUnsafe(0, payload)
                .setString(1, partition.assetType())
                .setString(2, partition.bucket())
                .setUuid(3, items.assetId(index));
        var unused = database.session()
                .executeAsync(bound)
                .whenComplete((done, error) -> writes.add(
                        new Write(number / PER_SECOND, began.elapsed().toNanos())));
    }
}
