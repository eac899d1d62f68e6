package dev.reprise.assets;

import dev.reprise.common.assets.LocatedId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * Says in which bucket assets are of which only the id is known: those that a request names, or a query finds. Where the
 * bucket is known it is never asked.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public interface AssetLocator {

    /**
     * Returns the bucket of each id.
     *
     * @param assetType type of all of them
     * @return every id once, in the order given; one that is nowhere has the bucket that its id would give it
     */
    CompletionStage<List<LocatedId>> locate(String assetType, List<UUID> assetIds);
}
