package dev.reprise.idproducer.plan;

import dev.reprise.assets.AssetLocator;
import dev.reprise.common.assets.AssetRows;
import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Repeated;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Request;
import dev.reprise.idproducer.read.GuardedReads;
import dev.reprise.processor.AroundRounds;
import dev.reprise.processor.BlockedException;
import dev.reprise.processor.LedJob;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Plans jobs whose processor compares its result with the rows: it prepares each round, and after the first one the ids of a
 * round are what differs, less what has a dead letter of the job. Any other job is planned as it would be without.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. A plan that is cancelled stops its comparison.
 */
public final class ComparedJobs implements Planner, Conclusion {

    private final Planner rounds;
    private final ProcessorResolver processors;
    private final Sources sources;
    private final GuardedReads reads;
    private final InstantSource clock;

    /**
     * What is read.
     *
     * @param locator finds the buckets of what differs
     */
    public record Sources(AssetRows rows, AssetLocator locator, DeadLetterLog deadLetters) {}

    /**
     * Creates the planner.
     *
     * @param rounds plans all other rounds
     */
    public ComparedJobs(
            Planner rounds, ProcessorResolver processors, Sources sources, GuardedReads reads, InstantSource clock) {
        this.rounds = rounds;
        this.processors = processors;
        this.sources = sources;
        this.reads = reads;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Plan> plan(Request.Submit submit, Pinned pinned, int round, Slice.Kind kind) {
        if (!submit.mode().writes() || !pinned.isCompared()) {
            return rounds.plan(submit, pinned, round, kind);
        }
        var cancellation = new Cancellation();
        LedJob job = led(submit, pinned, cancellation);
        CompletableFuture<Plan> made = reads.stage(() -> planned(submit, job, round, kind));
        var plan = new CompletableFuture<Plan>();
        var unused = made.whenComplete((value, failure) -> {
            if (failure == null) {
                plan.complete(value);
            } else {
                plan.completeExceptionally(failure);
            }
        });
        unused = plan.whenComplete((value, failure) -> {
            if (plan.isCancelled()) {
                cancellation.cancel();
            }
        });
        return plan;
    }

    private CompletionStage<Plan> planned(Request.Submit submit, LedJob job, int round, Slice.Kind kind) {
        AroundRounds around = around(job.pinned());
        return around.prepare(job)
                .thenCompose(done -> kind == Slice.Kind.EMIT
                        ? rounds.plan(submit, job.pinned(), round, kind)
                        : around.compare(job)
                                // A new time may have begun meanwhile.
                                .thenCompose(found -> around.prepare(job).thenApply(again -> found))
                                .thenCompose(found -> differing(job, round, kind, found)));
    }

    private CompletionStage<Plan> differing(LedJob job, int round, Slice.Kind kind, AroundRounds.Differences found) {
        Map<String, List<LocatedId>> open = new TreeMap<>();
        return sources.deadLetters()
                .of(job.id(), null)
                .thenCompose(failed -> Repeated.forEach(found.assets().entrySet(), type -> {
                    Set<UUID> known = failed.getOrDefault(type.getKey(), Set.of()).stream()
                            .map(LocatedId::assetId)
                            .collect(Collectors.toSet());
                    List<UUID> ids = type.getValue().stream()
                            .filter(id -> !known.contains(id))
                            .toList();
                    return sources.locator()
                            .locate(type.getKey(), ids)
                            .thenAccept(located -> open.put(type.getKey(), located));
                }))
                .thenApply(done -> new Plan(
                        IdShardPlan.slices(job.id(), round, kind, job.pinned(), open),
                        null,
                        new Plan.Compared(found.count(), found.words())));
    }

    @Override
    public CompletionStage<String> finish(Request.Submit submit, Pinned pinned) {
        return reads.stage(() -> around(pinned).finish(led(submit, pinned, new Cancellation())));
    }

    @Override
    public CompletionStage<Boolean> withdraw(Request.Submit submit, Pinned pinned) {
        return reads.stage(() -> around(pinned).withdraw(led(submit, pinned, new Cancellation())));
    }

    @Override
    public String leftovers(Request.Submit submit, Pinned pinned) {
        return processors
                .aroundRounds(pinned.processor())
                .map(around -> around.leftovers(led(submit, pinned, new Cancellation())))
                .orElse("");
    }

    private LedJob led(Request.Submit submit, Pinned pinned, Cancellation cancellation) {
        return new LedJob(
                submit.job(), pinned, pinned.typesSeenInRows(), sources.rows(), clock.instant(), cancellation);
    }

    private AroundRounds around(Pinned pinned) {
        return processors
                .aroundRounds(pinned.processor())
                .orElseThrow(
                        () -> new BlockedException("this instance of id-producer cannot lead jobs of the processor '"
                                + pinned.processor().name() + "'; look at its settings"));
    }
}
