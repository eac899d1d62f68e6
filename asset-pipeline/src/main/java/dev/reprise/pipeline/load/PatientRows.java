package dev.reprise.pipeline.load;

import dev.reprise.assets.AssetStore;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Reads rows with patience, and tells when they were read.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 *
 * @param store without patience of its own
 * @param retry repeats what may succeed later
 * @param clock for the age of rows
 * @param nanoTime a clock that only goes forward, for the rest of their lives
 */
public record PatientRows(AssetStore store, Retry retry, Clock clock, LongSupplier nanoTime) implements Rows {

    @Override
    public CompletionStage<Reading> read(AssetPartition partition, List<UUID> assetIds, Cancellation cancellation) {
        return retry.untilDone(
                () -> {
                    long atNanos = nanoTime.getAsLong();
                    long atMillis = clock.millis();
                    return store.read(partition, assetIds).thenApply(rows -> new Reading(rows, atNanos, atMillis));
                },
                cancellation);
    }
}
