package dev.reprise.worker.writeback;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.AssetStore;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.assets.RemoteError;
import dev.reprise.common.async.Finished;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Stage;
import dev.reprise.worker.migrate.Decision;
import dev.reprise.worker.migrate.Migrator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Takes some rows of one partition through the whole way: read, decide, write back. A row that fails is judged alone.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. Decisions are made on the given executor, not on the
 * threads of the database driver.
 */
public final class AssetPipeline {

    private final AssetStore store;
    private final Migrator migrator;
    private final WriteBack writeBack;
    private final Function<Throwable, RemoteError> classifier;
    private final Executor executor;

    /**
     * Creates the pipeline.
     *
     * @param store repeats by itself what may succeed later
     * @param classifier judges what the store gives up with
     */
    public AssetPipeline(
            AssetStore store,
            Migrator migrator,
            WriteBack writeBack,
            Function<Throwable, RemoteError> classifier,
            Executor executor) {
        this.store = store;
        this.migrator = migrator;
        this.writeBack = writeBack;
        this.classifier = classifier;
        this.executor = executor;
    }

    /**
     * Processes some rows.
     *
     * @param assetIds at least one, without repetition
     * @return completes with what became of each; exceptionally when the database cannot be reached or refuses all work
     */
    public CompletionStage<Map<UUID, Decision>> process(
            Migrator.Target target, AssetPartition partition, List<UUID> assetIds) {
        return store.read(partition, assetIds)
                .thenComposeAsync(assets -> decide(target, partition, assetIds, assets), executor)
                .exceptionallyCompose(failure -> afterFailure(target, partition, assetIds, failure));
    }

    private CompletionStage<Map<UUID, Decision>> decide(
            Migrator.Target target, AssetPartition partition, List<UUID> assetIds, Map<UUID, Asset> assets) {
        Map<UUID, Decision> decisions = new HashMap<>();
        List<FencedWrite> writes = new ArrayList<>();
        for (UUID assetId : assetIds) {
            Decision decision = migrator.decide(target, assets.get(assetId));
            decisions.put(assetId, decision);
            if (decision instanceof Decision.Write write) {
                writes.add(write.write());
            }
        }
        if (writes.isEmpty()) {
            return CompletableFuture.completedFuture(decisions);
        }
        return writeBack.write(partition, writes).thenApply(results -> {
            for (int i = 0; i < writes.size(); i++) {
                decisions.put(writes.get(i).assetId(), settled(results.get(i)));
            }
            return decisions;
        });
    }

    private static Decision settled(WriteResult result) {
        if (result instanceof WriteResult.Refused refused) {
            return new Decision.Failed(Failure.of(Stage.WRITE, refused.cause(), refused.reason()));
        }
        boolean overtaken = result instanceof WriteResult.Overtaken;
        return new Decision.Settled(overtaken ? Outcome.OVERTAKEN : Outcome.MIGRATED);
    }

    /** A group that cannot be read is read row by row; a row that cannot be read fails alone. */
    private CompletionStage<Map<UUID, Decision>> afterFailure(
            Migrator.Target target, AssetPartition partition, List<UUID> assetIds, Throwable failure) {
        if (classifier.apply(failure) != RemoteError.POISON) {
            return CompletableFuture.failedFuture(failure);
        }
        if (assetIds.size() == 1) {
            Throwable cause = Finished.unwrapped(failure);
            Failure read = Failure.of(Stage.READ, cause.getClass().getSimpleName(), String.valueOf(cause.getMessage()));
            return CompletableFuture.completedFuture(Map.of(assetIds.get(0), new Decision.Failed(read)));
        }
        List<CompletableFuture<Map<UUID, Decision>>> rows = assetIds.stream()
                .map(id -> process(target, partition, List.of(id)).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(rows.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    Map<UUID, Decision> decisions = new HashMap<>();
                    rows.forEach(row -> decisions.putAll(Finished.result(row)));
                    return decisions;
                });
    }
}
