package dev.reprise.assets.cassandra;

import dev.reprise.assets.StatementKind;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Some rows of one partition of the layout {@code bucketed}, to be processed. */
final class SelectAssets {

    private final RunOfRows<Asset> rows;

    SelectAssets(StatementContext context) {
        this.rows = new RunOfRows<>(context, StatementKind.SELECT_ROWS, AssetRow.selected(context.columns()), row -> {
            Asset asset = AssetRow.asset(row);
            return Map.entry(asset.assetId(), asset);
        });
    }

    /** Reads the rows of these ids, whatever lies between them. */
    CompletionStage<Map<UUID, Asset>> execute(AssetPartition partition, List<UUID> assetIds) {
        return rows.execute(partition, assetIds);
    }
}
