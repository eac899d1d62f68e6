package dev.reprise.endtoend.assets;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.reprise.assets.AssetIndex;
import dev.reprise.assets.AssetStore;
import dev.reprise.assets.AssetStoreContract;
import dev.reprise.assets.AssetTables;
import dev.reprise.assets.Layout;
import dev.reprise.assets.cassandra.AssetSchema;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.assets.LocatedId;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.Parameter;

/** The contract of asset stores on the real tables of one layout and one type of bucket, and that of their index. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CassandraStoreContract extends AssetStoreContract {

    private static final Instant MARCH = Instant.parse("2024-03-01T00:00:00Z");

    private final Layout layout;

    private @Nullable BucketType openedFor;

    @Parameter
    BucketType bucketType = BucketType.TEXT;

    private @Nullable AssetDatabase database;
    private @Nullable AssetStore store;
    private @Nullable AssetIndex index;

    CassandraStoreContract(Layout layout) {
        this.layout = layout;
    }

    /** Before each test rather than all of them: the type is set only then. */
    @BeforeEach
    void open(LocalStack stack) {
        if (bucketType == openedFor) {
            return;
        }
        close();
        openedFor = bucketType;
        String word = layout.name().toLowerCase(Locale.ROOT);
        AssetTables tables = AssetTables.of("contract_" + word + "_" + bucketType.cql(), layout)
                .with(bucketType.pattern());
        database = AssetDatabase.open(stack.cassandra().address(), tables);
        database.createTables(bucketType.cql());
        AssetSchema schema = AssetSchema.of(database.session(), tables, DefaultConsistencyLevel.LOCAL_QUORUM);
        store = schema.store();
        index = schema.index();
    }

    @AfterAll
    void close() {
        if (database != null) {
            database.close();
            database = null;
            openedFor = null;
        }
    }

    @Override
    protected AssetPartition partition() {
        return new AssetPartition("movie", bucketType.pattern().bucketOf(MARCH));
    }

    @Test
    void should_list_a_bucket_page_its_ids_and_find_them_again() {
        AssetIndex assets = AssetDatabase.present(index, "the index");
        List<UUID> ids = List.of(nextId(), nextId(), nextId());
        ids.forEach(id -> put(id, 1, "{}", 0, 1));
        String bucket = bucketType.literal(MARCH);
        execute("INSERT INTO " + qualified("asset_bucket") + " (asset_type, bucket) VALUES ('movie', " + bucket + ")");
        if (layout == Layout.INDEXED) {
            ids.forEach(id -> execute("INSERT INTO " + qualified("asset_by_bucket")
                    + " (asset_type, bucket, asset_id) VALUES ('movie', " + bucket + ", " + id + ")"));
            ids.forEach(id -> execute("UPDATE " + table() + " SET asset_type = 'movie'" + where(id)));
        }
        IdRange below = IdRange.of(partition(), null, null).below(ids.get(2));

        assertThat(answer(assets.partitions("movie"))).containsExactly(partition());
        assertThat(answer(assets.partitions())).containsExactly(partition());
        assertThat(answer(assets.page(below, 2)).entries())
                .containsExactly(new AssetIndex.Entry(ids.get(1), null), new AssetIndex.Entry(ids.get(0), null));
        assertThat(answer(assets.pageWithVersions(below, 2)).entries())
                .containsExactly(new AssetIndex.Entry(ids.get(1), 1), new AssetIndex.Entry(ids.get(0), 1));
        LocatedId first = new LocatedId(partition().bucket(), ids.get(0));
        LocatedId missing = new LocatedId(partition().bucket(), nextId());
        assertThat(answer(assets.versions("movie", List.of(first, missing))))
                .isEqualTo(Map.of(first, new AssetIndex.Entry(ids.get(0), 1)));
    }

    @Override
    protected AssetStore store() {
        return AssetDatabase.present(store, "the store");
    }

    @Override
    protected void put(UUID assetId, int version, String payload, int ttl, long writtenAtMicros) {
        update("USING TTL " + ttl + " AND TIMESTAMP " + writtenAtMicros, assetId, version, payload, "");
    }

    @Override
    protected void delete(UUID assetId, long deletedAtMicros) {
        execute("DELETE FROM " + table() + " USING TIMESTAMP " + deletedAtMicros + where(assetId));
    }

    @Override
    protected void putSerially(UUID assetId, int version, String payload, int ttl) {
        if (execute("SELECT asset_id FROM " + table() + where(assetId))) {
            update("USING TTL " + ttl, assetId, version, payload, " IF EXISTS");
        } else {
            String key = layout == Layout.BUCKETED ? "bucket, " : "";
            String bucket = layout == Layout.BUCKETED ? bucketType.literal(MARCH) + ", " : "";
            execute("INSERT INTO " + table() + " (asset_type, " + key + "asset_id, schema_version, payload) VALUES ('"
                    + partition().assetType() + "', " + bucket + assetId + ", " + version + ", '" + payload
                    + "') IF NOT EXISTS USING TTL " + ttl);
        }
    }

    @Override
    protected void deleteSerially(UUID assetId) {
        execute("DELETE FROM " + table() + where(assetId) + " IF EXISTS");
    }

    private void update(String using, UUID assetId, int version, String payload, String condition) {
        execute("UPDATE " + table() + " " + using + " SET schema_version = " + version + ", payload = '" + payload + "'"
                + where(assetId) + condition);
    }

    /** Returns whether there is a row in the answer. */
    private boolean execute(String cql) {
        CqlSession session = AssetDatabase.present(database, "the database").session();
        return session.execute(SimpleStatement.builder(cql)
                                .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                                .setSerialConsistencyLevel(DefaultConsistencyLevel.LOCAL_SERIAL)
                                .build())
                        .one()
                != null;
    }

    private String table() {
        return qualified("asset");
    }

    private String qualified(String table) {
        return AssetDatabase.present(database, "the database").qualified(table);
    }

    private String where(UUID assetId) {
        String partition = layout == Layout.BUCKETED
                ? "asset_type = '" + partition().assetType() + "' AND bucket = " + bucketType.literal(MARCH) + " AND "
                : "";
        return " WHERE " + partition + "asset_id = " + assetId;
    }
}
