package dev.reprise.endtoend.service;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import dev.reprise.assets.Layout;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a test: written long ago, so that the settle time does not apply, and read back with their write times.
 *
 * <p>Threading: one thread.
 */
public final class Rows {

    private final AssetDatabase database;

    /** Creates it on a database whose tables exist. */
    public Rows(AssetDatabase database) {
        this.database = database;
    }

    /** What a row holds. */
    record Row(@Nullable Integer version, @Nullable String payload, @Nullable String lastJob, @Nullable Integer ttl) {}

    /** Writes rows of version 1 into a bucket, as the driver takes it, made a millisecond apart from the given instant on. */
    public List<UUID> insert(String type, Object bucket, Instant from, int count) {
        List<UUID> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(insert(type, bucket, from.plusMillis(i), "{\"a\":" + i + "}"));
        }
        return ids;
    }

    /** Writes one row of version 1 that was made at the given instant. */
    public UUID insert(String type, Object bucket, Instant at, @Nullable String payload) {
        // Lower bounds of their millisecond are ids as good as any.
        UUID id = new UUID(Uuids.startOf(at.toEpochMilli()).getMostSignificantBits(), 0x8000_0000_0000_0001L);
        insert(type, bucket, id, payload, 0);
        return id;
    }

    void insert(String type, Object bucket, UUID id, @Nullable String payload, int ttl) {
        String keyspace = AssetDatabase.quoted(database.tables().keyspace());
        var session = database.session();
        session.execute("INSERT INTO " + keyspace + ".asset_bucket (asset_type, bucket) VALUES (?, ?)", type, bucket);
        if (database.tables().layout() == Layout.INDEXED) {
            session.execute(
                    "INSERT INTO " + keyspace + ".asset_by_bucket (asset_type, bucket, asset_id) VALUES (?, ?, ?)",
                    type,
                    bucket,
                    id);
            session.execute(
                    "INSERT INTO " + keyspace + ".asset (asset_id, asset_type, schema_version, payload)"
                            + " VALUES (?, ?, 1, ?) USING TIMESTAMP 1000000 AND TTL ?",
                    id,
                    type,
                    payload,
                    ttl);
        } else {
            session.execute(
                    "INSERT INTO " + keyspace + ".asset (asset_type, bucket, asset_id, schema_version, payload)"
                            + " VALUES (?, ?, ?, 1, ?) USING TIMESTAMP 1000000 AND TTL ?",
                    type,
                    bucket,
                    id,
                    payload,
                    ttl);
        }
    }

    /** Returns all rows of a type by id. */
    Map<UUID, Row> all(String type) {
        Map<UUID, Row> rows = new LinkedHashMap<>();
        database.session()
                .execute("SELECT asset_id, asset_type, schema_version, payload, last_job, TTL(payload) FROM "
                        + AssetDatabase.quoted(database.tables().keyspace()) + ".asset")
                .forEach(row -> {
                    if (type.equals(row.getString(1))) {
                        UUID id = AssetDatabase.present(row.getUuid(0), "asset_id");
                        rows.put(
                                id,
                                new Row(
                                        row.get(2, Integer.class),
                                        row.getString(3),
                                        row.getString(4),
                                        row.get(5, Integer.class)));
                    }
                });
        return rows;
    }

    /** Deletes rows that never were, spread over an hour from the given instant on: tombstones among the others. */
    public void delete(String type, String bucket, Instant from, int count) {
        var delete = database.prepare(
                "DELETE FROM " + AssetDatabase.quoted(database.tables().keyspace())
                        + ".asset USING TIMESTAMP 1000000 WHERE " + database.rowCondition());
        for (int i = 0; i < count; i++) {
            Instant at = from.plusMillis(3_600_000L * i / count);
            UUID id = new UUID(Uuids.startOf(at.toEpochMilli()).getMostSignificantBits(), 0x8000_0000_0000_0002L);
            database.session()
                    .execute(delete.bind()
                            .setString("type", type)
                            .setString("bucket", bucket)
                            .setUuid("id", id));
        }
    }
}
