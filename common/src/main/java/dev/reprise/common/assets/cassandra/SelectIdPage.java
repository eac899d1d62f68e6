package dev.reprise.common.assets.cassandra;

import static dev.reprise.common.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.reprise.common.assets.AssetIndex.Entry;
import dev.reprise.common.assets.IdRange;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The newest ids of a range, newest first. Pages by the clustering key, never by the driver's paging state: a cursor
 * must be a value that outlives the process.
 */
final class SelectIdPage {

    private final StatementContext context;
    private final boolean withVersions;
    private final PreparedStatement statement;

    /**
     * Prepares the statement.
     *
     * @param withVersions also read the schema version, which only the layout {@code bucketed} has beside the id
     */
    SelectIdPage(StatementContext context, boolean withVersions) {
        this.context = context;
        this.withVersions = withVersions;
        var columns = context.columns();
        String selected = quoted(columns.assetId()) + (withVersions ? ", " + quoted(columns.schemaVersion()) : "");
        String type = quoted(columns.assetType());
        String bucket = quoted(columns.bucket());
        String id = quoted(columns.assetId());
        this.statement = context.prepare("SELECT " + selected + " FROM " + context.idTable()
                + " WHERE " + type + " = :" + type + " AND " + bucket + " = :" + bucket
                + " AND " + id + " < :below AND " + id + " >= :lowest"
                + " ORDER BY " + id + " DESC LIMIT :page");
    }

    CompletionStage<List<Entry>> execute(IdRange range, int limit) {
        BoundStatement bound = statement
                .bind()
                .setString(context.columns().assetType(), range.partition().assetType())
                .setUuid("below", range.below())
                .setUuid("lowest", range.lowest())
                .setInt("page", limit)
                .setPageSize(limit);
        return context.session()
                .executeAsync(context.bucket().bind(bound, range.partition().bucket()))
                .thenCompose(rows -> Driver.collect(rows, this::entry));
    }

    private Entry entry(Row row) {
        String id = context.columns().assetId();
        Integer version = withVersions ? row.get(context.columns().schemaVersion(), Integer.class) : null;
        return new Entry(Driver.present(row.getUuid(id), id), version);
    }
}
