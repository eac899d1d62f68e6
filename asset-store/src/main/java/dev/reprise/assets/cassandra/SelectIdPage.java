package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.reprise.assets.AssetIndex.Entry;
import dev.reprise.assets.AssetIndex.Page;
import dev.reprise.assets.StatementKind;
import dev.reprise.common.assets.IdRange;
import java.util.List;
import java.util.UUID;
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
     * @param withVersions also read the schema version, which only the layout {@code bucketed} has beside the id, and
     *     leave out what is gone
     */
    SelectIdPage(StatementContext context, boolean withVersions) {
        this.context = context;
        this.withVersions = withVersions;
        var columns = context.columns();
        String selected = quoted(columns.assetId())
                + (withVersions ? ", " + quoted(columns.schemaVersion()) + ", " + quoted(columns.lastJob()) : "");
        String type = quoted(columns.assetType());
        String bucket = quoted(columns.bucket());
        String id = quoted(columns.assetId());
        this.statement = context.prepare(
                StatementKind.SELECT_IDS,
                "SELECT " + selected + " FROM " + context.idTable()
                        + " WHERE " + type + " = :" + type + " AND " + bucket + " = :" + bucket
                        + " AND " + id + " < :below AND " + id + " >= :lowest"
                        + " ORDER BY " + id + " DESC LIMIT :page");
    }

    CompletionStage<Page> execute(IdRange range, int limit) {
        BoundStatement bound = statement
                .bind()
                .setString(context.columns().assetType(), range.partition().assetType())
                .setUuid("below", range.below())
                .setUuid("lowest", range.lowest())
                .setInt("page", limit)
                .setPageSize(limit);
        return context.session()
                .executeAsync(context.bucket().bind(bound, range.partition().bucket()))
                .thenCompose(rows -> Driver.collect(rows, this::found))
                .thenApply(found -> page(found, limit));
    }

    /** An id, and whether there is still more of its row than our stamp. */
    private record Found(Entry entry, boolean exists) {}

    private Found found(Row row) {
        var columns = context.columns();
        UUID id = Driver.present(row.getUuid(columns.assetId()), columns.assetId());
        if (!withVersions) {
            return new Found(new Entry(id, null), true);
        }
        Integer version = row.get(columns.schemaVersion(), Integer.class);
        return new Found(new Entry(id, version), !AssetRow.isRemains(version, row.getString(columns.lastJob())));
    }

    /** What is left out counts for the end of the page all the same. */
    private static Page page(List<Found> found, int limit) {
        Page all = Page.of(found.stream().map(Found::entry).toList(), limit);
        List<Entry> existing =
                found.stream().filter(Found::exists).map(Found::entry).toList();
        return new Page(existing, all.last(), all.exhausted());
    }
}
