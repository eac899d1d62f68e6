package dev.reprise.common.assets.cassandra;

import static dev.reprise.common.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.common.assets.AssetIndex.Entry;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The schema version of one row of the layout {@code indexed}. */
final class SelectVersion {

    private final StatementContext context;
    private final PreparedStatement statement;

    SelectVersion(StatementContext context) {
        this.context = context;
        var columns = context.columns();
        this.statement =
                context.prepare("SELECT " + quoted(columns.schemaVersion()) + ", " + quoted(columns.assetType()) + ", "
                        + quoted(columns.lastJob()) + " FROM "
                        + context.table() + " WHERE " + quoted(columns.assetId()) + " = :" + quoted(columns.assetId()));
    }

    /** Returns the version of a row, or empty when there is none of this id and type. */
    CompletionStage<Optional<Entry>> execute(String assetType, UUID assetId) {
        var bound = statement.bind().setUuid(context.columns().assetId(), assetId);
        return context.session().executeAsync(bound).thenApply(rows -> Optional.ofNullable(rows.one())
                .filter(row -> SelectAsset.isOfType(row.getString(1), assetType))
                .filter(row -> !AssetRow.isRemains(row.get(0, Integer.class), row.getString(2)))
                .map(row -> new Entry(assetId, row.get(0, Integer.class))));
    }
}
