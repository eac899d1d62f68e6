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
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Production beside a job: single writes at a steady rate, each timed from when it was due, so that a stall is not left
 * out of the account.
 *
 * <p>Threading: a thread of its own sends; any may ask.
 */
public final class LiveWrites implements AutoCloseable {

    private static final int PER_SECOND = 200;

    private final AssetDatabase database;
    private final Items items;
    private final PreparedStatement update;
    private final ByteBuffer payload;
    private final AtomicInteger next = new AtomicInteger();
    private final List<Long> nanos = Collections.synchronizedList(new ArrayList<>());
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

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
        nanos.clear();
    }

    /** Returns how many writes have ended. */
    public int count() {
        return nanos.size();
    }

    /** Returns the latency in milliseconds below which a share of the writes stayed. */
    public double millis(double share) {
        List<Long> sorted;
        synchronized (nanos) {
            sorted = new ArrayList<>(nanos);
        }
        if (sorted.isEmpty()) {
            return 0;
        }
        sorted.sort(null);
        return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(sorted.size() * share))) / 1e6;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void write() {
        int index = next.getAndIncrement() % items.count();
        Deadline began = Deadline.in(Duration.ZERO);
        var partition = items.partition(index);
        var bound = update.bind()
                .setBytesUnsafe(0, payload)
                .setString(1, partition.assetType())
                .setString(2, partition.bucket())
                .setUuid(3, items.assetId(index));
        var unused = database.session()
                .executeAsync(bound)
                .whenComplete((done, error) -> nanos.add(began.elapsed().toNanos()));
    }
}
