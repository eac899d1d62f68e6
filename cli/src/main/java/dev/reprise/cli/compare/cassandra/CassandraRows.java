package dev.reprise.cli.compare.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.reprise.assets.AssetIndex;
import dev.reprise.assets.AssetLocator;
import dev.reprise.assets.AssetStore;
import dev.reprise.assets.AssetTables;
import dev.reprise.assets.BucketById;
import dev.reprise.assets.BucketPattern;
import dev.reprise.assets.Layout;
import dev.reprise.assets.cassandra.AssetSchema;
import dev.reprise.assets.cassandra.CassandraErrors;
import dev.reprise.assets.cassandra.CassandraSettings;
import dev.reprise.assets.cassandra.Consistency;
import dev.reprise.assets.cassandra.ContactPoints;
import dev.reprise.assets.cassandra.UnusableSchemaException;
import dev.reprise.cli.compare.AssetRows;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.setting.SettingSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The rows of assets in Cassandra, read by the keys of the services.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class CassandraRows implements AssetRows, AutoCloseable {

    private static final int PAGE = 1_000;

    /** As a worker reads them. */
    private static final int READ_AT_ONCE = 64;

    private static final Duration REQUEST = Duration.ofSeconds(10);

    /** A request and the connection that it may need. */
    private static final long ANSWER_SECONDS_MAX = 60;

    private final CqlSession session;
    private final AssetIndex index;
    private final AssetStore store;
    private final AssetLocator locator;

    private CassandraRows(CqlSession session, AssetTables tables, Consistency consistency) {
        this.session = session;
        AssetSchema schema = AssetSchema.of(session, tables, consistency.level());
        this.index = schema.index();
        this.store = schema.store();
        this.locator = tables.locator(index);
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

    @Override
    public void forEachPage(String assetType, Consumer<Map<UUID, Long>> page) {
        for (AssetPartition partition : awaited(index.partitions(assetType))) {
            IdRange left = IdRange.of(partition, null, null);
            AssetIndex.Page next;
            do {
                next = awaited(index.page(left, PAGE));
                page.accept(read(
                        partition,
                        next.entries().stream().map(AssetIndex.Entry::assetId).toList()));
                UUID last = next.last();
                left = last == null ? left : left.below(last);
            } while (!next.exhausted());
        }
    }

    @Override
    public Map<UUID, Long> writtenAt(String assetType, Collection<UUID> assetIds) {
        Map<UUID, Long> written = new HashMap<>();
        if (assetIds.isEmpty()) {
            return written;
        }
        Map<String, List<UUID>> byBucket = new HashMap<>();
        for (LocatedId one : awaited(locator.locate(assetType, List.copyOf(assetIds)))) {
            byBucket.computeIfAbsent(one.bucket(), bucket -> new ArrayList<>()).add(one.assetId());
        }
        byBucket.forEach((bucket, ids) -> written.putAll(read(new AssetPartition(assetType, bucket), ids)));
        return written;
    }

    private Map<UUID, Long> read(AssetPartition partition, List<UUID> ids) {
        Map<UUID, Long> written = new HashMap<>();
        for (int from = 0; from < ids.size(); from += READ_AT_ONCE) {
            List<UUID> some = ids.subList(from, Math.min(ids.size(), from + READ_AT_ONCE));
            for (Asset row : awaited(store.read(partition, some)).values()) {
                if (row.payload() != null) {
                    written.put(row.assetId(), row.writtenAtMicros());
                }
            }
        }
        return written;
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
