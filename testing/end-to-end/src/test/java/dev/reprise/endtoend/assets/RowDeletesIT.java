package dev.reprise.endtoend.assets;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.uuid.Uuids;
import dev.reprise.assets.AssetTables;
import dev.reprise.assets.Layout;
import dev.reprise.assets.RowDeletes;
import dev.reprise.assets.cassandra.AssetSchema;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How rows are deleted, on real tables of both layouts with more columns than Reprise knows of. */
@ExtendWith(LocalStackExtension.class)
class RowDeletesIT {

    private static final AssetPartition PARTITION = new AssetPartition("movie", "2024-03");
    private static final long AT = 1_700_000_000_000_000L;

    /** The tables of a layout, in a keyspace of their own. */
    private static final class Tables implements AutoCloseable {

        private final AssetDatabase database;
        private final boolean bucketed;
        private final RowDeletes deletes;

        Tables(LocalStack stack, Layout layout) {
            bucketed = layout == Layout.BUCKETED;
            AssetTables tables = AssetTables.of("deletes_" + layout.name().toLowerCase(Locale.ROOT), layout);
            database = AssetDatabase.open(stack.cassandra().address(), tables);
            database.createTables();
            String table = database.qualified("asset");
            database.execute("ALTER TABLE " + table + " ADD IF NOT EXISTS note text");
            database.execute("ALTER TABLE " + table + " ADD IF NOT EXISTS tags set<text>");
            if (bucketed) {
                database.execute("ALTER TABLE " + table + " ADD IF NOT EXISTS of_all text static");
            }
            AssetSchema schema = AssetSchema.of(database.session(), tables, DefaultConsistencyLevel.LOCAL_QUORUM);
            assertThat(schema.deletionProblems()).isEmpty();
            deletes = schema.deletes();
        }

        @Override
        public void close() {
            database.close();
        }

        UUID insert(long at) {
            UUID id = Uuids.timeBased();
            if (bucketed) {
                execute("INSERT INTO %s.asset (asset_type, bucket, asset_id, schema_version, payload)"
                        + " VALUES ('movie', '2024-03', " + id + ", 1, '{}') USING TIMESTAMP " + at);
            } else {
                execute("INSERT INTO %s.asset_by_bucket (asset_type, bucket, asset_id) VALUES ('movie', '2024-03', "
                        + id + ") USING TIMESTAMP " + at);
                execute("INSERT INTO %s.asset (asset_type, asset_id, schema_version, payload) VALUES ('movie', " + id
                        + ", 1, '{}') USING TIMESTAMP " + at);
            }
            return id;
        }

        private void execute(String cql) {
            database.execute(String.format(Locale.ROOT, cql, database.tables().keyspace()));
        }

        private String where(UUID id) {
            return (bucketed ? "asset_type = 'movie' AND bucket = '2024-03' AND " : "") + "asset_id = " + id;
        }

        void set(UUID id, String assignment, long at) {
            execute("UPDATE %s.asset USING TIMESTAMP " + at + " SET " + assignment + " WHERE " + where(id));
        }

        boolean isThere(UUID id) {
            return database.session()
                            .execute("SELECT asset_id FROM " + database.qualified("asset") + " WHERE " + where(id))
                            .one()
                    != null;
        }

        boolean isListed(UUID id) {
            return database.session()
                            .execute("SELECT asset_id FROM " + database.qualified("asset_by_bucket")
                                    + " WHERE asset_type = 'movie' AND bucket = '2024-03' AND asset_id = " + id)
                            .one()
                    != null;
        }
    }

    private static <T> T answer(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(1, TimeUnit.MINUTES).join();
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void should_delete_whole_rows_and_nothing_that_is_written_later(Layout layout, LocalStack stack) {
        try (var tables = new Tables(stack, layout)) {
            check(tables);
            assertThat(tables.deletes.refusal()).isEmpty();

            tables.execute("ALTER TABLE %s.asset ADD IF NOT EXISTS later text");

            assertThat(Awaitility.await("the driver hears of the column")
                            .atMost(Duration.ofMinutes(1))
                            .until(tables.deletes::refusal, Optional::isPresent))
                    .hasValueSatisfying(reason ->
                            assertThat(reason).contains(" at the start").contains(", later,"));
        }
    }

    private static void check(Tables tables) {
        UUID ghost = tables.insert(AT);
        tables.set(ghost, "note = 'later'", AT + 10);
        UUID whole = tables.insert(AT);
        tables.set(whole, "note = 'later'", AT + 10);
        UUID tagged = tables.insert(AT);
        tables.set(tagged, "tags = tags + {'a'}", AT + 20);
        UUID live = tables.insert(AT);
        UUID marker = tables.insert(AT);
        tables.set(
                marker,
                "note = null, payload = null, schema_version = null" + (tables.bucketed ? "" : ", asset_type = null"),
                AT + 1);
        if (tables.bucketed) {
            tables.execute(
                    "UPDATE %s.asset USING TIMESTAMP 1 SET of_all = 'x' WHERE asset_type = 'movie' AND bucket = '2024-03'");
        }

        tables.execute("DELETE FROM %s.asset USING TIMESTAMP " + AT + " WHERE " + tables.where(ghost));
        assertThat(tables.isThere(ghost))
                .as("the payload's write time is not enough")
                .isTrue();

        Map<UUID, Long> times =
                answer(tables.deletes.writeTimes(PARTITION, List.of(whole, tagged, live, marker, Uuids.timeBased())));
        assertThat(times).isEqualTo(Map.of(whole, AT + 10, tagged, AT + 20, live, AT, marker, RowDeletes.UNKNOWN));
        tables.set(live, "payload = '{\"live\":1}'", AT + 1);
        Map<UUID, Long> known = Map.of(whole, AT + 10, tagged, AT + 20, live, AT);
        Set<UUID> again = answer(tables.deletes.delete(PARTITION, known));
        answer(tables.deletes.delete(PARTITION, known));

        assertThat(tables.isThere(whole)).isFalse();
        assertThat(tables.isThere(tagged)).isFalse();
        assertThat(tables.isThere(live))
                .as("a live write survives, also a replay")
                .isTrue();
        if (tables.bucketed) {
            assertThat(tables.database
                            .session()
                            .execute("SELECT of_all FROM " + tables.database.qualified("asset")
                                    + " WHERE asset_type = 'movie' AND bucket = '2024-03' LIMIT 1")
                            .one())
                    .as("a static column is not of a row")
                    .isNotNull()
                    .satisfies(row -> assertThat(row.getString(0)).isEqualTo("x"));
        } else {
            assertThat(again).containsExactly(live);
            assertThat(tables.isListed(whole)).isFalse();
            assertThat(tables.isListed(live)).as("its row is there").isTrue();
        }
    }
}
