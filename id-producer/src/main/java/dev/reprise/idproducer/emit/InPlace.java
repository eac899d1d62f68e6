package dev.reprise.idproducer.emit;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Finished;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.job.JobBrief;
import dev.reprise.idproducer.read.GuardedReads;
import dev.reprise.idproducer.read.UnreadableException;
import dev.reprise.pipeline.result.Result;
import dev.reprise.service.config.ProcessorLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Processes the assets of synchronous jobs here, in place of events for the workers.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class InPlace {

    private final Pipeline pipeline;
    private final GuardedReads guard;
    private final int groupRowsMax;
    private final ProcessorLimits limits;

    /** What is done with assets of one type and bucket; see {@link dev.reprise.pipeline.JobPipeline#process}. */
    @FunctionalInterface
    public interface Pipeline {
        CompletionStage<List<Result>> process(JobBrief job, List<AssetEvent> events, Cancellation cancellation);
    }

    /**
     * Creates the place.
     *
     * @param guard says what a failure means for the job
     * @param groupRowsMax assets that are processed together
     * @param limits of the processors; the strictest holds
     */
    public InPlace(Pipeline pipeline, GuardedReads guard, int groupRowsMax, ProcessorLimits limits) {
        this.pipeline = pipeline;
        this.guard = guard;
        this.groupRowsMax = groupRowsMax;
        this.limits = limits;
    }

    /** Returns how many assets of a job may be processed at once. */
    int groupMax(JobBrief job) {
        ProcessorLimits.Limits own = limits.of(job.openTerms().pinned().processor());
        return Math.min(groupRowsMax, Math.min(orNone(own.groupRowsMax()), orNone(own.inFlightMax())));
    }

    private static int orNone(@Nullable Integer limit) {
        return limit == null ? Integer.MAX_VALUE : limit;
    }

    /**
     * Processes some assets of one type.
     *
     * @return completes with what became of each, in their order; exceptionally when they are to be processed again: with an
     *     {@link UnreadableException} when that is of no use before a person has changed something
     */
    CompletableFuture<List<Result>> process(JobBrief job, List<AssetEvent> events, Cancellation cancellation) {
        Map<String, List<AssetEvent>> byBucket = new LinkedHashMap<>();
        events.forEach(event -> byBucket.computeIfAbsent(event.bucket(), unseen -> new ArrayList<>())
                .add(event));
        Map<AssetEvent, Result> results = new LinkedHashMap<>();
        List<CompletableFuture<List<Result>>> groups = new ArrayList<>();
        byBucket.values().forEach(group -> groups.add(guard.stage(() -> pipeline.process(job, group, cancellation))));
        return CompletableFuture.allOf(groups.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> {
                    int next = 0;
                    for (List<AssetEvent> group : byBucket.values()) {
                        List<Result> ofGroup = Finished.result(groups.get(next++));
                        for (int i = 0; i < group.size(); i++) {
                            results.put(group.get(i), accepted(ofGroup.get(i)));
                        }
                    }
                    return events.stream()
                            .map(event -> Objects.requireNonNull(results.get(event)))
                            .toList();
                });
    }

    /** What this instance must not process is not done, and nobody else does it. */
    private static Result accepted(Result result) {
        if (result instanceof Result.Refused refused) {
            throw new UnreadableException("id-producer " + refused.reason());
        }
        return result;
    }
}
