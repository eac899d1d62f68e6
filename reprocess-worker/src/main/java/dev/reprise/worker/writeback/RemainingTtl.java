package dev.reprise.worker.writeback;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Sink;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Takes the time since a row was read off what is left of its life, in whole seconds, as Cassandra counts. A row whose
 * life has ended is not written: that would bring it back. Stands within the retries, since each attempt is later than
 * the last. A replay may come to another end than the first run by a second; of two cells that differ in that alone, all
 * replicas keep the one that lives longer.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class RemainingTtl implements Sink<FencedWrite> {

    private final Sink<FencedWrite> writeBack;
    private final LongSupplier nanoTime;

    /**
     * Decorates a fence.
     *
     * @param nanoTime a clock that only goes forward
     */
    public RemainingTtl(Sink<FencedWrite> writeBack, LongSupplier nanoTime) {
        this.writeBack = writeBack;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<List<Applied>> apply(
            AssetPartition partition, List<FencedWrite> writes, long readAtNanos, Cancellation cancellation) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - readAtNanos);
        List<FencedWrite> alive = writes.stream()
                .map(write -> write.after(seconds))
                .flatMap(Optional::stream)
                .toList();
        if (alive.isEmpty()) {
            return CompletableFuture.completedFuture(results(writes, alive, List.of()));
        }
        return writeBack
                .apply(partition, alive, readAtNanos, cancellation)
                .thenApply(results -> results(writes, alive, results));
    }

    private static List<Applied> results(
            List<FencedWrite> writes, List<FencedWrite> alive, List<Applied> resultsOfAlive) {
        Map<UUID, Applied> byId = new HashMap<>();
        for (int i = 0; i < alive.size(); i++) {
            byId.put(alive.get(i).assetId(), resultsOfAlive.get(i));
        }
        List<Applied> results = new ArrayList<>(writes.size());
        for (FencedWrite write : writes) {
            results.add(byId.getOrDefault(write.assetId(), Applied.GONE));
        }
        return results;
    }
}
