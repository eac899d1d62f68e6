package dev.reprise.common.assets.cassandra;

import static dev.reprise.common.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.common.assets.Asset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One row of the layout {@code indexed}. */
final class SelectAsset {

    /** Position of the asset type, behind the columns of {@link AssetRow}. */
    private static final int ASSET_TYPE = 7;

    private final StatementContext context;
    private final PreparedStatement statement;

    SelectAsset(StatementContext context) {
        this.context = context;
        var columns = context.columns();
        this.statement = context.prepare("SELECT " + AssetRow.selected(columns) + ", " + quoted(columns.assetType())
                + " FROM " + context.table() + " WHERE " + quoted(columns.assetId()) + " = :"
                + quoted(columns.assetId()));
    }

    /** Returns the row, or empty when there is none of this id and type. */
    CompletionStage<Optional<Asset>> execute(String assetType, UUID assetId) {
        var bound = statement.bind().setUuid(context.columns().assetId(), assetId);
        return context.session().executeAsync(bound).thenApply(rows -> Optional.ofNullable(rows.one())
                .filter(row -> isOfType(row.getString(ASSET_TYPE), assetType))
                .map(AssetRow::asset));
    }

    /**
     * An index that points at a row of another type is stale, and so is an id that somebody names: that row is not ours
     * to touch.
     */
    static boolean isOfType(@Nullable String found, String wanted) {
        return found == null || found.equals(wanted);
    }
}
