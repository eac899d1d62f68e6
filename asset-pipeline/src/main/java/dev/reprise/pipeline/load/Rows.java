package dev.reprise.pipeline.load;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The reading side of an asset store, patient or not. */
@FunctionalInterface
public interface Rows {

    /**
     * Reads some rows of one partition.
     *
     * @param assetIds at least one, without repetition
     * @param cancellation nothing is read after it
     * @return completes with the rows that exist, and when they were read
     */
    CompletionStage<Reading> read(AssetPartition partition, List<UUID> assetIds, Cancellation cancellation);
}
