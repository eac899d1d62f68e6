package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.reprise.assets.StatementKind;
import dev.reprise.common.assets.Asset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Some rows of the layout {@code indexed}. */
final class SelectAssetsById {

    /** Position of the asset type, behind the columns of {@link AssetRow}. */
    private static final int ASSET_TYPE = 7;

    private final ReplicaGroups groups;
    private final PreparedStatement statement;

    SelectAssetsById(StatementContext context) {
        this.groups = new ReplicaGroups(context);
        var columns = context.columns();
        this.statement = context.prepare(
                StatementKind.SELECT_ROWS,
                "SELECT " + AssetRow.selected(columns) + ", " + quoted(columns.assetType()) + " FROM " + context.table()
                        + " WHERE " + quoted(columns.assetId()) + " IN :ids" + ReplicaGroups.LIMIT);
    }

    /** Returns the rows that exist and are of this type. */
    CompletionStage<Map<UUID, Asset>> execute(String assetType, List<UUID> assetIds) {
        return groups.read(statement, assetIds, row -> asset(assetType, row)).thenApply(rows -> {
            Map<UUID, Asset> found = new HashMap<>();
            rows.forEach(row -> row.ifPresent(asset -> found.put(asset.assetId(), asset)));
            return found;
        });
    }

    private static Optional<Asset> asset(String assetType, Row row) {
        return AssetRow.isOfType(row.getString(ASSET_TYPE), assetType)
                ? Optional.of(AssetRow.asset(row))
                : Optional.empty();
    }
}
