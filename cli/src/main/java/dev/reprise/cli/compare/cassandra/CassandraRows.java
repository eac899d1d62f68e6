package dev.reprise.cli.compare.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.reprise.assets.AssetIndex;
import dev.reprise.assets.AssetTables;
import dev.reprise.assets.BucketById;
import dev.reprise.assets.BucketPattern;
import dev.reprise.assets.Layout;
import dev.reprise.assets.WrittenRows;
import dev.reprise.assets.cassandra.AssetSchema;
import dev.reprise.assets.cassandra.CassandraErrors;
import dev.reprise.assets.cassandra.CassandraSettings;
import dev.reprise.assets.cassandra.Consistency;
import dev.reprise.assets.cassandra.ContactPoints;
import dev.reprise.assets.cassandra.UnusableSchemaException;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.common.assets.AssetRows;
import dev.reprise.common.setting.SettingSource;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The rows of assets in Cassandra, read by the keys of the services.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class CassandraRows implements AutoCloseable {

    private static final Duration REQUEST = Duration.ofSeconds(10);

    /** A request and the connection that it may need. */
    private static final long ANSWER_SECONDS_MAX = 60;

    private final CqlSession session;
    private final AssetRows rows;

    private CassandraRows(CqlSession session, AssetTables tables, Consistency consistency) {
        this.session = session;
        AssetSchema schema = AssetSchema.of(session, tables, consistency.level());
        AssetIndex index = schema.index();
        this.rows = new WrittenRows(index, schema.store(), tables.locator(index));
    }

    /**
     * Connects.
     *
     * @throws FailedException if Cassandra cannot be reached, or the tables are not as the settings say
     * @throws IllegalArgumentException if a setting is wrong
     */
    public static CassandraRows open(SettingSource settings) {
        Optional<String> password = settings.secret("reprise.cassandra.password");
        Consistency consistency =
                Consistency.of(settings.text("reprise.write-back.consistency").orElse("LOCAL_QUORUM"));
        var cassandra = new CassandraSettings(
                ContactPoints.of(
                        settings.text("reprise.cassandra.contact-points").orElse("localhost:9042")),
                settings.text("reprise.cassandra.local-datacenter").orElse("datacenter1"),
                settings.text("reprise.cassandra.username").orElse(null),
                password.orElse(null),
                REQUEST,
                consistency,
                CassandraSettings.Pool.DEFAULT,
                settings.tls("reprise.cassandra.ssl"));
        AssetTables tables = tables(settings);
        CqlSession session = awaited(cassandra.open());
        try {
            return new CassandraRows(session, tables, consistency);
        } catch (UnusableSchemaException e) {
            session.close();
            throw new FailedException("the tables are not as the settings say: " + e.getMessage(), e);
        }
    }

    private static AssetTables tables(SettingSource settings) {
        AssetTables usual =
                AssetTables.of(text(settings, "keyspace", "assets"), Layout.of(text(settings, "layout", "bucketed")));
        AssetTables.Columns columns = usual.columns();
        return new AssetTables(
                usual.keyspace(),
                text(settings, "table", usual.table()),
                text(settings, "bucket-table", usual.bucketTable()),
                text(settings, "index-table", usual.indexTable()),
                usual.layout(),
                BucketPattern.of(text(settings, "bucket-pattern", "yyyy-MM")),
                BucketById.of(text(settings, "bucket-by-id", "pattern")),
                new AssetTables.Columns(
                        text(settings, "columns.asset-type", columns.assetType()),
                        text(settings, "columns.bucket", columns.bucket()),
                        text(settings, "columns.asset-id", columns.assetId()),
                        text(settings, "columns.schema-version", columns.schemaVersion()),
                        text(settings, "columns.payload", columns.payload()),
                        text(settings, "columns.last-job", columns.lastJob())));
    }

    private static String text(SettingSource settings, String key, String byDefault) {
        return settings.text("reprise.assets." + key).orElse(byDefault);
    }

    /** Returns the rows. */
    public AssetRows rows() {
        return rows;
    }

    private static <T> T awaited(CompletionStage<T> answer) {
        try {
            return answer.toCompletableFuture().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String words = CassandraErrors.refusal(cause).orElse("Cassandra does not answer: " + cause.getMessage());
            throw new FailedException(words, cause);
        } catch (TimeoutException e) {
            throw new FailedException("Cassandra does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted", e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
