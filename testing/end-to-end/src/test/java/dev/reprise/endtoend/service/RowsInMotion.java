package dev.reprise.endtoend.service;

import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A live writer for rows of {@link Rows}: a new payload every few milliseconds, which holds the write time that it was written
 * at. So a copy of a row tells whether payload and write time belong together.
 *
 * <p>Threading: a thread of its own.
 */
final class RowsInMotion implements AutoCloseable {

    private static final int EVERY_MILLIS = 5;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger count = new AtomicInteger();

    /** Begins to write to these rows in turn. */
    RowsInMotion(AssetDatabase database, String type, String bucket, List<UUID> ids) {
        String update = "UPDATE " + AssetDatabase.quoted(database.tables().keyspace())
                + ".asset USING TIMESTAMP ? SET schema_version = 1, payload = ?"
                + " WHERE asset_type = ? AND bucket = ? AND asset_id = ?";
        var unused = thread.scheduleAtFixedRate(
                () -> {
                    int number = count.getAndIncrement();
                    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
                    String payload = "{\"live\":" + number + ",\"at\":" + micros + "}";
                    database.session().execute(update, micros, payload, type, bucket, ids.get(number % ids.size()));
                },
                0,
                EVERY_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Returns how many writes there were. */
    int count() {
        return count.get();
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
