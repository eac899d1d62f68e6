package dev.reprise.common.assets.cassandra;

import static dev.reprise.common.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Some rows of one partition of the layout {@code bucketed}. Events come in runs of consecutive ids, and one range of the
 * clustering key is cheaper than a list of keys; so the range between lowest and highest id is read, up to twice as many
 * rows as asked for. Where others lie between, as in a later round, the rest is read by a list.
 */
final class SelectAssets {

    /** A list is sought id by id, from two ids on a range is not dearer. */
    private static final int RANGE_FROM = 3;

    private static final int LIMIT_FACTOR = 2;

    private final StatementContext context;
    private final PreparedStatement range;
    private final PreparedStatement list;

    SelectAssets(StatementContext context) {
        this.context = context;
        var columns = context.columns();
        String type = quoted(columns.assetType());
        String bucket = quoted(columns.bucket());
        String id = quoted(columns.assetId());
        String some = "SELECT " + AssetRow.selected(columns) + " FROM " + context.table() + " WHERE " + type + " = :"
                + type + " AND " + bucket + " = :" + bucket + " AND " + id;
        this.range = context.prepare(some + " >= :lowest AND " + id + " <= :highest LIMIT :rows");
        this.list = context.prepare(some + " IN :ids");
    }

    /** Reads the rows of these ids, whatever lies between them. */
    CompletionStage<Map<UUID, Asset>> execute(AssetPartition partition, List<UUID> assetIds) {
        return assetIds.size() < RANGE_FROM
                ? byList(partition, assetIds, new HashMap<>())
                : byRange(partition, assetIds);
    }

    private CompletionStage<Map<UUID, Asset>> byRange(AssetPartition partition, List<UUID> assetIds) {
        int limit = assetIds.size() * LIMIT_FACTOR;
        UUID lowest = assetIds.get(0);
        UUID highest = lowest;
        Map<UUID, Boolean> wanted = new HashMap<>();
        for (UUID assetId : assetIds) {
            lowest = TimeUuidOrder.compare(assetId, lowest) < 0 ? assetId : lowest;
            highest = TimeUuidOrder.compare(assetId, highest) > 0 ? assetId : highest;
            wanted.put(assetId, true);
        }
        var bound = bound(range, partition)
                .setUuid("lowest", lowest)
                .setUuid("highest", highest)
                .setInt("rows", limit)
                .setPageSize(limit);
        return context.session()
                .executeAsync(bound.build())
                .thenCompose(rows -> Driver.collect(rows, AssetRow::asset))
                .thenCompose(assets -> {
                    Map<UUID, Asset> found = new HashMap<>();
                    for (Asset asset : assets) {
                        if (wanted.remove(asset.assetId()) != null) {
                            found.put(asset.assetId(), asset);
                        }
                    }
                    boolean whole = assets.size() < limit;
                    return wanted.isEmpty() || whole
                            ? CompletableFuture.completedFuture(found)
                            : byList(partition, new ArrayList<>(wanted.keySet()), found);
                });
    }

    private CompletionStage<Map<UUID, Asset>> byList(
            AssetPartition partition, List<UUID> assetIds, Map<UUID, Asset> found) {
        var bound = bound(list, partition).setList("ids", assetIds, UUID.class);
        return context.session()
                .executeAsync(bound.build())
                .thenCompose(rows -> Driver.collect(rows, AssetRow::asset))
                .thenApply(assets -> {
                    assets.forEach(asset -> found.put(asset.assetId(), asset));
                    return found;
                });
    }

    /** A builder is changed in place; a statement would be copied with every value. */
    private BoundStatementBuilder bound(PreparedStatement statement, AssetPartition partition) {
        var builder =
                statement.boundStatementBuilder().setString(context.columns().assetType(), partition.assetType());
        return context.bucket().bind(builder, partition.bucket());
    }
}
