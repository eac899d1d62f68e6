package dev.reprise.worker.writeback;

import dev.reprise.assets.FencedWrite;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Stage;
import dev.reprise.worker.decide.Decisions;
import dev.reprise.worker.decide.Judgement;
import dev.reprise.worker.decide.Step;
import dev.reprise.worker.load.GivenUpException;
import dev.reprise.worker.load.Reading;
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
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Takes some rows of one partition through the whole way: read, decide, write back. A row that fails is judged alone.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. Decisions are made on threads of their own, not on
 * those of the database driver.
 */
public final class AssetPipeline {

    private final Rows rows;
    private final Migrator migrator;
    private final WriteBack writeBack;
    private final Function<Throwable, RemoteError> classifier;
    private final Decisions decisions;

    /**
     * Creates the pipeline.
     *
     * @param rows repeat by themselves what may succeed later, as does the write-back
     * @param classifier judges what they give up with
     * @param decisions where rows are decided
     */
    public AssetPipeline(
            Rows rows,
            Migrator migrator,
            WriteBack writeBack,
            Function<Throwable, RemoteError> classifier,
            Decisions decisions) {
        this.rows = rows;
        this.migrator = migrator;
        this.writeBack = writeBack;
        this.classifier = classifier;
        this.decisions = decisions;
    }

    /**
     * Processes some rows.
     *
     * @param assetIds at least one, without repetition
     * @param cancellation what has not begun is dropped after it
     * @return completes with what became of each; exceptionally when the database cannot be reached or refuses all work
     */
    public CompletionStage<Map<UUID, Decision>> process(
            Migrator.Target target, AssetPartition partition, List<UUID> assetIds, Cancellation cancellation) {
        return process(new Group(target, partition, assetIds, cancellation, 0));
    }

    /**
     * Rows that go the way together.
     *
     * @param attempts how often they were tried before, as part of a larger group
     */
    private record Group(
            Migrator.Target target,
            AssetPartition partition,
            List<UUID> assetIds,
            Cancellation cancellation,
            int attempts) {}

    /** How the rows of a group are decided. */
    private record RowJudgement(Migrator migrator, Migrator.Target target, Reading reading)
            implements Judgement<UUID, Decision> {

        @Override
        public String subject() {
            return target.subject();
        }

        @Override
        public Decision judge(UUID assetId, Consumer<Step> at) {
            return migrator.decide(target, reading.rows().get(assetId), reading.atMillis(), at);
        }

        @Override
        public Decision failed(UUID assetId, Failure failure) {
            return new Decision.Failed(failure);
        }

        @Override
        public Object identity(UUID assetId) {
            return Migrator.identity(target, assetId, reading.rows().get(assetId));
        }
    }

    private CompletionStage<Map<UUID, Decision>> process(Group group) {
        return rows.read(group.partition(), group.assetIds(), group.cancellation())
                .thenCompose(reading -> decide(group, reading))
                .exceptionallyCompose(failure -> afterFailure(group, failure));
    }

    private CompletionStage<Map<UUID, Decision>> decide(Group group, Reading reading) {
        var judgement = new RowJudgement(migrator, group.target(), reading);
        return decisions
                .each(group.assetIds(), judgement, group.cancellation())
                .thenCompose(decided -> writeBack(group, reading, decided));
    }

    private CompletionStage<Map<UUID, Decision>> writeBack(Group group, Reading reading, List<Decision> decided) {
        Map<UUID, Decision> results = new HashMap<>();
        List<FencedWrite> writes = new ArrayList<>();
        for (int i = 0; i < decided.size(); i++) {
            Decision decision = decided.get(i);
            results.put(group.assetIds().get(i), decision);
            if (decision instanceof Decision.Write write) {
                writes.add(write.write());
            }
        }
        if (writes.isEmpty()) {
            return CompletableFuture.completedFuture(results);
        }
        return writeBack
                .write(group.partition(), writes, reading.atNanos(), group.cancellation())
                .thenApply(written -> {
                    for (int i = 0; i < writes.size(); i++) {
                        results.put(writes.get(i).assetId(), written.get(i).decision());
                    }
                    return results;
                });
    }

    private static Group alone(Group group, UUID assetId, int attempts) {
        return new Group(group.target(), group.partition(), List.of(assetId), group.cancellation(), attempts);
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
                .map(id -> process(alone(group, id, attempts)).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(each.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    Map<UUID, Decision> decisions = new HashMap<>();
                    each.forEach(row -> decisions.putAll(Finished.result(row)));
                    return decisions;
                });
    }
}
