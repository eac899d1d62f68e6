package dev.reprise.worker.load;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The reading side of an asset store, patient or not. */
@FunctionalInterface
public interface Rows {

    /**
     * Reads some rows of one partition.
     *
     * @param assetIds at least one, without repetition
     * @return completes with the rows that exist, by id
     */
    CompletionStage<Map<UUID, Asset>> read(AssetPartition partition, List<UUID> assetIds);
}
