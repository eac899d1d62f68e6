package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.Row;
import dev.reprise.assets.AssetTables;
import dev.reprise.common.assets.Asset;
import org.jspecify.annotations.Nullable;

/**
 * The columns of a row that is read to be processed, by position. The payload is taken as the bytes on the wire, which
 * are the same for text and blob and need no decoding before JSON is parsed.
 */
final class AssetRow {

    private AssetRow() {}

    /** Returns the list of selected columns. */
    static String selected(AssetTables.Columns columns) {
        String payload = quoted(columns.payload());
        String version = quoted(columns.schemaVersion());
        return quoted(columns.assetId()) + ", " + version + ", " + payload + ", WRITETIME(" + payload + "), WRITETIME("
                + version + "), TTL(" + payload + "), " + quoted(columns.lastJob());
    }

    /**
     * Returns whether our stamp is all that is left of a row: it outlives a row that a live writer has given an end after
     * us. Live writers write version and payload together, so that without a version there is no payload either.
     */
    static boolean isRemains(@Nullable Integer version, @Nullable String lastJob) {
        return version == null && lastJob != null;
    }

    /**
     * Returns whether a row may be touched where rows live by id alone: an index that points at a row of another type is
     * stale, and so is an id that somebody names.
     */
    static boolean isOfType(@Nullable String found, String wanted) {
        return found == null || found.equals(wanted);
    }

    /** Reads a row that was selected by {@link #selected}. */
    static Asset asset(Row row) {
        return new Asset(
                Driver.present(row.getUuid(0), "of the asset id"),
                row.get(1, Integer.class),
                row.getBytesUnsafe(2),
                Math.max(row.getLong(3), row.getLong(4)),
                row.get(5, Integer.class),
                row.getString(6));
    }
}
