package dev.reprise.idproducer.emit;

import dev.reprise.common.assets.LocatedId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Some of the ids of a slice, in its order.
 *
 * @param entries ids that are there
 * @param last cursor behind everything that was looked at; {@code null} when there was nothing
 * @param exhausted whether nothing is left behind {@code last}
 */
record IdPage(List<Entry> entries, @Nullable String last, boolean exhausted) {

    IdPage {
        entries = List.copyOf(entries);
    }

    /**
     * One id.
     *
     * @param assetId id of an asset
     * @param bucket its bucket, in its text form
     * @param schemaVersion version of its row; {@code null} when the page was read without versions, or the column is null
     * @param cursor where the slice goes on behind it; {@code null} where that is the id itself
     */
    record Entry(UUID assetId, String bucket, @Nullable Integer schemaVersion, @Nullable String cursor) {

        /** Makes the entry of an id whose row was not looked at. */
        static Entry unread(LocatedId asset) {
            return new Entry(asset.assetId(), asset.bucket(), null, null);
        }

        /** Returns the id with its bucket. */
        LocatedId located() {
            return new LocatedId(bucket, assetId);
        }

        /** Returns where the slice goes on behind this id. */
        String after() {
            return cursor == null ? assetId.toString() : cursor;
        }
    }
}
