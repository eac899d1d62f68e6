package dev.reprise.common.assets.cassandra;

import static dev.reprise.common.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** Some rows of one partition of the layout {@code bucketed}. */
final class SelectAssets {

    private final StatementContext context;
    private final PreparedStatement statement;

    SelectAssets(StatementContext context) {
        this.context = context;
        var columns = context.columns();
        String type = quoted(columns.assetType());
        String bucket = quoted(columns.bucket());
        this.statement = context.prepare("SELECT " + AssetRow.selected(columns) + " FROM " + context.table()
                + " WHERE " + type + " = :" + type + " AND " + bucket + " = :" + bucket
                + " AND " + quoted(columns.assetId()) + " IN :ids");
    }

    CompletionStage<List<Asset>> execute(AssetPartition partition, List<UUID> assetIds) {
        var bound = statement
                .bind()
                .setString(context.columns().assetType(), partition.assetType())
                .setList("ids", assetIds, UUID.class);
        return context.session()
                .executeAsync(context.bucket().bind(bound, partition.bucket()))
                .thenCompose(rows -> Driver.collect(rows, AssetRow::asset));
    }
}
