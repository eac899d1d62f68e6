package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.assets.StatementKind;
import dev.reprise.common.assets.AssetPartition;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The buckets of every asset type: a scan of the bucket table, which has one row a type and bucket. */
final class SelectAllBuckets {

    private final StatementContext context;
    private final PreparedStatement statement;

    SelectAllBuckets(StatementContext context) {
        this.context = context;
        var columns = context.columns();
        this.statement = context.prepare(
                StatementKind.SELECT_BUCKETS,
                "SELECT " + quoted(columns.assetType()) + ", " + quoted(columns.bucket()) + " FROM "
                        + context.bucketTable());
    }

    CompletionStage<List<AssetPartition>> execute() {
        String type = context.columns().assetType();
        return context.session()
                .executeAsync(statement.bind())
                .thenCompose(rows -> Driver.collect(
                        rows,
                        row -> new AssetPartition(
                                Driver.present(row.getString(type), type),
                                context.bucket().text(row))));
    }
}
