package dev.reprise.worker.writeback;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.assets.RemoteError;
import dev.reprise.common.async.Finished;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Stage;
import dev.reprise.worker.load.GivenUpException;
import dev.reprise.worker.load.Rows;
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
import java.util.function.LongSupplier;

/**
 * Takes some rows of one partition through the whole way: read, decide, write back. A row that fails is judged alone.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. Decisions are made on the given executor, not on the
 * threads of the database driver.
 */
public final class AssetPipeline {

    private final Rows rows;
    private final Migrator migrator;
    private final WriteBack writeBack;
    private final Function<Throwable, RemoteError> classifier;
    private final Machine machine;

    /**
     * What comes from the machine.
     *
     * @param executor makes decisions
     * @param nanoTime a clock that only goes forward
     */
    public record Machine(Executor executor, LongSupplier nanoTime) {}

    /**
     * Creates the pipeline.
     *
     * @param rows repeat by themselves what may succeed later, as does the write-back
     * @param classifier judges what they give up with
     */
    public AssetPipeline(
            Rows rows,
            Migrator migrator,
            WriteBack writeBack,
            Function<Throwable, RemoteError> classifier,
            Machine machine) {
        this.rows = rows;
        this.migrator = migrator;
        this.writeBack = writeBack;
        this.classifier = classifier;
        this.machine = machine;
    }

    /**
     * Processes some rows.
     *
     * @param assetIds at least one, without repetition
     * @return completes with what became of each; exceptionally when the database cannot be reached or refuses all work
     */
    public CompletionStage<Map<UUID, Decision>> process(
            Migrator.Target target, AssetPartition partition, List<UUID> assetIds) {
        return process(new Group(target, partition, assetIds, 0));
    }

    /**
     * Rows that go the way together.
     *
     * @param attempts how often they were tried before, as part of a larger group
     */
    private record Group(Migrator.Target target, AssetPartition partition, List<UUID> assetIds, int attempts) {}

    private CompletionStage<Map<UUID, Decision>> process(Group group) {
        long readAtNanos = machine.nanoTime().getAsLong();
        return rows.read(group.partition(), group.assetIds())
                .thenComposeAsync(assets -> decide(group, assets, readAtNanos), machine.executor())
                .exceptionallyCompose(failure -> afterFailure(group, failure));
    }

    private CompletionStage<Map<UUID, Decision>> decide(Group group, Map<UUID, Asset> assets, long readAtNanos) {
        Map<UUID, Decision> decisions = new HashMap<>();
        List<FencedWrite> writes = new ArrayList<>();
        for (UUID assetId : group.assetIds()) {
            Decision decision = migrator.decide(group.target(), assets.get(assetId));
            decisions.put(assetId, decision);
            if (decision instanceof Decision.Write write) {
                writes.add(write.write());
            }
        }
        if (writes.isEmpty()) {
            return CompletableFuture.completedFuture(decisions);
        }
        return writeBack.write(group.partition(), writes, readAtNanos).thenApply(results -> {
            for (int i = 0; i < writes.size(); i++) {
                decisions.put(writes.get(i).assetId(), settled(results.get(i)));
            }
            return decisions;
        });
    }

    private static Decision settled(WriteResult result) {
        if (result instanceof WriteResult.Refused refused) {
            return new Decision.Failed(
                    new Failure(Stage.WRITE, refused.cause(), refused.reason(), null, refused.attempts()));
        }
        if (result instanceof WriteResult.Expired) {
            return new Decision.Settled(Outcome.GONE);
        }
        boolean overtaken = result instanceof WriteResult.Overtaken;
        return new Decision.Settled(overtaken ? Outcome.OVERTAKEN : Outcome.MIGRATED);
    }

    /** A group that cannot be read is read row by row; a row that cannot be read fails alone. */
    private CompletionStage<Map<UUID, Decision>> afterFailure(Group group, Throwable failure) {
        if (classifier.apply(failure) != RemoteError.POISON) {
            return CompletableFuture.failedFuture(failure);
        }
        List<UUID> assetIds = group.assetIds();
        int attempts = group.attempts() + GivenUpException.attempts(failure);
        if (assetIds.size() == 1) {
            Throwable cause = Finished.unwrapped(failure);
            var read = new Failure(
                    Stage.READ, cause.getClass().getSimpleName(), String.valueOf(cause.getMessage()), null, attempts);
            return CompletableFuture.completedFuture(Map.of(assetIds.get(0), new Decision.Failed(read)));
        }
        List<CompletableFuture<Map<UUID, Decision>>> each = assetIds.stream()
                .map(id -> process(new Group(group.target(), group.partition(), List.of(id), attempts))
                        .toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(each.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    Map<UUID, Decision> decisions = new HashMap<>();
                    each.forEach(row -> decisions.putAll(Finished.result(row)));
                    return decisions;
                });
    }
}
