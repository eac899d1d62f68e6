package dev.reprise.pipeline;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.JobBrief;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.Mode;
import dev.reprise.pipeline.decide.Decisions;
import dev.reprise.pipeline.result.Result;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.Work;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Does what a job wants with some of its assets: finds the processor, makes sure that this instance can do exactly what is
 * pinned, and takes the rows through the {@link AssetPipeline}.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class JobPipeline {

    private final RunningProcessors processors;
    private final AssetPipeline pipeline;
    private final int payloadBytesMax;
    private final Decisions decisions;

    /**
     * Creates the pipeline of all jobs.
     *
     * @param payloadBytesMax larger payloads are not processed
     * @param decisions says when nothing can be decided about a kind of rows here
     */
    public JobPipeline(RunningProcessors processors, AssetPipeline pipeline, int payloadBytesMax, Decisions decisions) {
        this.processors = processors;
        this.pipeline = pipeline;
        this.payloadBytesMax = payloadBytesMax;
        this.decisions = decisions;
    }

    /**
     * Processes some assets.
     *
     * @param job whose assets they are
     * @param events at least one, all of one type and bucket, each of another asset
     * @param cancellation what has not begun is dropped after it
     * @return completes with what became of each, in their order; exceptionally when the database cannot be reached or refuses
     *     all work
     */
    public CompletionStage<List<Result>> process(JobBrief job, List<AssetEvent> events, Cancellation cancellation) {
        if (job.state().isFinal()) {
            return same(events, new Result.Skipped());
        }
        JobBrief.Terms terms = job.openTerms();
        Pinned pinned = terms.pinned();
        String assetType = events.get(0).assetType();
        boolean isPreview = terms.mode() == Mode.PREVIEW;
        if (pinned.of(assetType).isEmpty()) {
            return untouched(events, isPreview, terms.outcomes());
        }
        RunningProcessors.Running<?> running =
                processors.find(pinned.processor()).orElse(null);
        if (running == null) {
            String unknown = String.join(", ", processors.unknown(pinned.processor()));
            return same(events, new Result.Refused("has no processor " + unknown));
        }
        Optional<String> refusal = refusal(running.processor(), pinned, assetType);
        if (refusal.isPresent()) {
            return same(events, new Result.Refused(refusal.get()));
        }
        var work = new Work(job.job(), assetType, pinned, terms.startedAt(), payloadBytesMax);
        return pipeline.process(running.task(work, isPreview, terms.outcomes()), events, cancellation);
    }

    /** Says why this instance must not decide about such rows now. */
    private Optional<String> refusal(AssetProcessor<?> processor, Pinned pinned, String assetType) {
        try {
            return processor
                    .mismatch(pinned, assetType)
                    .or(() -> decisions.refusal(processor.subject(pinned, assetType)));
        } catch (RuntimeException | LinkageError e) {
            // A processor of anybody: other jobs go on.
            return Optional.of("cannot run the processor " + processor.name() + ": " + e);
        }
    }

    /** The job does nothing to assets of this type. */
    private static CompletionStage<List<Result>> untouched(
            List<AssetEvent> events, boolean isPreview, boolean recorded) {
        return CompletableFuture.completedFuture(events.stream()
                .map(event -> isPreview
                        ? new Result.Previewed(Preview.of(event, Outcome.UNCHANGED), recorded)
                        : (Result) new Result.Done(Outcome.UNCHANGED, recorded))
                .toList());
    }

    private static CompletionStage<List<Result>> same(List<AssetEvent> events, Result result) {
        return CompletableFuture.completedFuture(Collections.nCopies(events.size(), result));
    }
}
