package dev.reprise.assets;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.assets.LocatedId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ids of assets.
 *
 * <p>Threading: safe for any number of threads; no method blocks. A stage completes exceptionally with the exception of
 * the database.
 */
public interface AssetIndex {

    /**
     * One step of a page.
     *
     * @param assetId id of an asset
     * @param schemaVersion version of its row; {@code null} when the page was read without versions, when the column
     *     is null, or when the row is gone
     */
    record Entry(UUID assetId, @Nullable Integer schemaVersion) {}

    /**
     * Some entries of a range.
     *
     * @param entries newest first; may be fewer than the limit, or none, although the range is not exhausted
     * @param last where the next page begins: lowest id looked at, or the lowest there could have been; {@code null} when
     *     there was none
     * @param exhausted whether nothing is left below {@code last}
     */
    record Page(List<Entry> entries, @Nullable UUID last, boolean exhausted) {
        public Page {
            entries = List.copyOf(entries);
        }

        /** Makes a page of what a read with a limit has found: fewer than the limit mean the end. */
        public static Page of(List<Entry> found, int limit) {
            UUID last = found.isEmpty() ? null : found.get(found.size() - 1).assetId();
            return new Page(found, last, found.size() < limit);
        }
    }

    /** Returns the partitions in use of one asset type, in the order of their buckets. */
    CompletionStage<List<AssetPartition>> partitions(String assetType);

    /** Returns the partitions in use of every asset type. */
    CompletionStage<List<AssetPartition>> partitions();

    /**
     * Returns the newest ids of a range, newest first.
     *
     * @param range where to look
     * @param limit most ids to look at
     */
    CompletionStage<Page> page(IdRange range, int limit);

    /** Does the same as {@link #page} and tells the schema version of each row; rows that are gone are left out. */
    CompletionStage<Page> pageWithVersions(IdRange range, int limit);

    /**
     * Returns the schema versions of assets whose ids are known already.
     *
     * @param assetType type of all of them
     * @param assets without repetition
     * @return those whose rows exist where they are said to be, in the order given
     */
    CompletionStage<Map<LocatedId, Entry>> versions(String assetType, List<LocatedId> assets);
}
