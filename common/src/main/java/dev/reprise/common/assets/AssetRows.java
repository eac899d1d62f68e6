package dev.reprise.common.assets;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The rows of assets that have a payload, each with its write time in microseconds: what another system is compared with.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. A stage completes exceptionally with the exception of the
 * database.
 */
public interface AssetRows {

    /**
     * Some rows of a range.
     *
     * @param writtenAt by id, when each was written; may have none although the range is not exhausted
     * @param last where the next page begins; {@code null} when there was nothing
     * @param exhausted whether nothing is left below {@code last}
     */
    record Page(Map<UUID, Long> writtenAt, @Nullable UUID last, boolean exhausted) {
        public Page {
            writtenAt = Map.copyOf(writtenAt);
        }
    }

    /** Returns the partitions in use of a type. */
    CompletionStage<List<AssetPartition>> partitions(String assetType);

    /** Returns the newest rows of a range. */
    CompletionStage<Page> page(IdRange range);

    /** Returns those of a type that are there. */
    CompletionStage<Map<UUID, Long>> writtenAt(String assetType, Collection<UUID> assetIds);

    /** Returns the newest id of a range, whether or not its row has a payload; empty when there is none. */
    CompletionStage<Optional<UUID>> newest(IdRange range);
}
