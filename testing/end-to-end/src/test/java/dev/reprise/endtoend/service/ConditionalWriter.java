package dev.reprise.endtoend.service;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.assets.Layout;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.wire.Json;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * A service of production that updates and deletes a few rows by lightweight transactions, over and over, in the old version. It
 * notes what was applied.
 *
 * <p>Threading: a thread of its own writes; who has closed it may ask for what it has noted.
 */
public final class ConditionalWriter implements AutoCloseable {

    /** Without a quorum, attempts fail at once: their number says nothing. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(100);

    private static final Duration ATTEMPTS_EVERY = Duration.ofMillis(100);

    private static final long ENDS_WITHIN_MILLIS = 120_000;

    private final Map<UUID, Stored> last = new HashMap<>();
    private final Set<UUID> deleted = new HashSet<>();
    private final AssetDatabase database;
    private final AssetPartition partition;
    private final List<UUID> hot;
    private final int hotMin;
    private final PreparedStatement update;
    private final PreparedStatement delete;
    private final Random random;
    private final Thread thread = new Thread(this::write, "conditional-writer");
    private int operations;
    private volatile boolean stopped;
    private volatile @Nullable RuntimeException failure;

    /** A value, and when the writer was told that it is stored. */
    private record Stored(int value, Instant at) {}

    /**
     * Begins to write.
     *
     * @param partition of all rows
     * @param hot rows that nobody else writes but the job
     */
    public ConditionalWriter(AssetDatabase database, AssetPartition partition, List<UUID> hot, long seed) {
        this.database = database;
        this.partition = partition;
        this.hot = new ArrayList<>(hot);
        this.hotMin = hot.size() / 2;
        this.random = new Random(seed);
        String row = " WHERE " + database.rowCondition() + " IF EXISTS";
        String table = database.qualified(database.tables().table());
        this.update = prepare("UPDATE " + table + " SET schema_version = 1, payload = :payload" + row);
        this.delete = prepare("DELETE FROM " + table + row);
        thread.start();
    }

    /** Lets it begin no more operations. */
    public void stop() {
        stopped = true;
    }

    /** Ends the writing, and waits until it is known what became of the last operation. */
    @Override
    public void close() {
        stop();
        try {
            thread.join(ENDS_WITHIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            throw new AssertionError("the conditional writer does not end");
        }
        RuntimeException failed = failure;
        if (failed != null) {
            throw new AssertionError("the conditional writer has failed", failed);
        }
    }

    /** Returns how many operations were applied. */
    public int operations() {
        return operations;
    }

    /** Returns how many rows it has deleted. */
    int deleted() {
        return deleted.size();
    }

    /**
     * Looks at rows after a job that has migrated them.
     *
     * @param ids all that were inserted, with their place in the list as their value
     * @param verifiedFrom when the job began to look again; what was stored later may be as it was written
     * @return everything that is wrong, in words
     */
    public List<String> problems(List<UUID> ids, Instant verifiedFrom) {
        Map<UUID, Rows.Row> rows = new Rows(database).all(partition.assetType());
        List<String> problems = new ArrayList<>();
        for (UUID id : ids) {
            Rows.Row row = rows.get(id);
            Stored expected = last.getOrDefault(id, new Stored(ids.indexOf(id), Instant.MIN));
            if (deleted.contains(id)) {
                if (row != null) {
                    problems.add(id + " was deleted, and is there: " + row);
                }
            } else if (row == null) {
                problems.add(id + " is gone");
            } else if (!isMigrated(row, expected.value())
                    && (expected.at().isBefore(verifiedFrom) || !isAsWritten(row, expected.value()))) {
                problems.add(id + " is not version 2 of the last value that a live writer was told is stored, "
                        + expected.value() + ": " + row);
            }
        }
        return problems;
    }

    private static boolean isMigrated(Rows.Row row, int value) {
        return Integer.valueOf(2).equals(row.version())
                && payload(row).path("two").asBoolean()
                && payload(row).path("a").asInt() == value;
    }

    private static boolean isAsWritten(Rows.Row row, int value) {
        return Integer.valueOf(1).equals(row.version())
                && payload(row).path("a").asInt() == value;
    }

    private static JsonNode payload(Rows.Row row) {
        return Json.read(String.valueOf(row.payload()).getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private void write() {
        try {
            for (int value = 1_000; !stopped; value++) {
                UUID id = hot.get(random.nextInt(hot.size()));
                boolean deletes = hot.size() > hotMin && random.nextInt(40) == 0;
                if (isDone(id, deletes ? null : value)) {
                    note(id, deletes ? null : value);
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void note(UUID id, @Nullable Integer value) {
        operations++;
        if (value == null) {
            deleted.add(id);
            hot.remove(id);
            last.remove(id);
        } else {
            last.put(id, new Stored(value, Instant.now()));
        }
    }

    /** An operation whose answer is lost is repeated until it is known; nobody else writes these values. */
    private boolean isDone(UUID id, @Nullable Integer value) {
        boolean applied = Awaitility.await("an answer to the live writer")
                .atMost(ANSWERED_WITHIN)
                .pollInSameThread()
                .pollDelay(Duration.ZERO)
                .pollInterval(ATTEMPTS_EVERY)
                .ignoreExceptionsMatching(ConditionalWriter::isToBeRepeated)
                .until(() -> database.session().execute(bound(id, value)).wasApplied(), answer -> true);
        // A delete that finds nothing was applied by an earlier attempt.
        return applied || value == null;
    }

    private static boolean isToBeRepeated(Throwable failure) {
        System.out.println("live writer repeats after " + failure.getClass().getSimpleName());
        return failure instanceof DriverException;
    }

    private BoundStatement bound(UUID id, @Nullable Integer value) {
        BoundStatement bound = value == null
                ? delete.bind().setUuid("id", id)
                : update.bind().setUuid("id", id).setString("payload", "{\"a\":" + value + "}");
        return database.tables().layout() == Layout.INDEXED
                ? bound
                : bound.setString("type", partition.assetType()).setString("bucket", partition.bucket());
    }

    private PreparedStatement prepare(String cql) {
        return database.session()
                .prepare(SimpleStatement.builder(cql)
                        .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                        .setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL)
                        .build());
    }
}
