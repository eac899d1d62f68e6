package dev.reprise.endtoend.assets;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.reprise.common.assets.AssetStore;
import dev.reprise.common.assets.AssetStoreContract;
import dev.reprise.common.assets.AssetTables;
import dev.reprise.common.assets.Layout;
import dev.reprise.common.assets.cassandra.AssetSchema;
import dev.reprise.common.config.Settings;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.sample.cassandra.AssetDatabase;
import dev.reprise.localstack.stack.LocalStack;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of asset stores on the real tables of one layout. */
@ExtendWith(LocalStackExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CassandraStoreContract extends AssetStoreContract {

    private final Layout layout;
    private @Nullable AssetDatabase database;
    private @Nullable AssetStore store;

    CassandraStoreContract(Layout layout) {
        this.layout = layout;
    }

    @BeforeAll
    void open(LocalStack stack) {
        String word = layout.name().toLowerCase(Locale.ROOT);
        Map<String, String> settings =
                Map.of("reprise.assets.layout", word, "reprise.assets.keyspace", "contract_" + word);
        AssetTables tables = AssetTables.from(new Settings(key -> Optional.ofNullable(settings.get(key))));
        database = AssetDatabase.open(stack.cassandra().address(), tables);
        database.createTables();
        store = AssetSchema.of(database.session(), tables, DefaultConsistencyLevel.LOCAL_QUORUM)
                .store();
    }

    @AfterAll
    void close() {
        if (database != null) {
            database.close();
        }
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
            String bucket = layout == Layout.BUCKETED ? "'" + PARTITION.bucket() + "', " : "";
            execute("INSERT INTO " + table() + " (asset_type, " + key + "asset_id, schema_version, payload) VALUES ('"
                    + PARTITION.assetType() + "', " + bucket + assetId + ", " + version + ", '" + payload
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
        AssetDatabase open = AssetDatabase.present(database, "the database");
        return open.qualified(open.tables().table());
    }

    private String where(UUID assetId) {
        String partition = layout == Layout.BUCKETED
                ? "asset_type = '" + PARTITION.assetType() + "' AND bucket = '" + PARTITION.bucket() + "' AND "
                : "";
        return " WHERE " + partition + "asset_id = " + assetId;
    }
}
