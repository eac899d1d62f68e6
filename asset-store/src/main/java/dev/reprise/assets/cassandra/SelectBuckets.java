package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.assets.StatementKind;
import dev.reprise.common.assets.AssetPartition;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The buckets of one asset type, in order; one partition, thousands of rows at the most. */
final class SelectBuckets {

    private final StatementContext context;
    private final PreparedStatement statement;

    SelectBuckets(StatementContext context) {
        this.context = context;
        var columns = context.columns();
        this.statement = context.prepare(
                StatementKind.SELECT_BUCKETS,
                "SELECT " + quoted(columns.bucket()) + " FROM " + context.bucketTable() + " WHERE "
                        + quoted(columns.assetType()) + " = :" + quoted(columns.assetType()));
    }

    CompletionStage<List<AssetPartition>> execute(String assetType) {
        var bound = statement.bind().setString(context.columns().assetType(), assetType);
        return context.session()
                .executeAsync(bound)
                .thenCompose(rows -> Driver.collect(
                        rows,
                        row -> new AssetPartition(assetType, context.bucket().text(row))));
    }
}
