package dev.reprise.worker.topology;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.common.event.Stage;
import dev.reprise.common.job.JobBrief;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.Mode;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.Work;
import dev.reprise.worker.decide.Decisions;
import dev.reprise.worker.load.JobLookup;
import dev.reprise.worker.load.Jobs;
import dev.reprise.worker.pipeline.AssetPipeline;
import dev.reprise.worker.pipeline.RunningProcessors;
import dev.reprise.worker.report.Result;
import dev.reprise.worker.topology.async.AsyncOperation;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What is done with a group of events of one job and one partition: find out what the job wants, and take the rows
 * through the pipeline.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
final class EventOperation implements AsyncOperation<EventItem, Result> {

    private static final Result NO_JOB =
            new Result.Failed(Failure.of(Stage.READ, "UnknownJob", "there is no such job"), false);

    private final AssetPipeline pipeline;
    private final RunningProcessors processors;
    private final int payloadBytesMax;
    private final Lookups lookups;

    /**
     * What it asks before it begins.
     *
     * @param jobs what is known at once
     * @param lookup looks for a job that is not
     * @param decisions says when nothing can be decided about a kind of rows here
     */
    record Lookups(Jobs jobs, JobLookup lookup, Decisions decisions) {}

    /**
     * Creates the operation.
     *
     * @param payloadBytesMax larger payloads are not processed
     */
    EventOperation(RunningProcessors processors, AssetPipeline pipeline, int payloadBytesMax, Lookups lookups) {
        this.pipeline = pipeline;
        this.payloadBytesMax = payloadBytesMax;
        this.lookups = lookups;
        this.processors = processors;
    }

    @Override
    public CompletionStage<List<Result>> apply(List<EventItem> group, Cancellation cancellation) {
        String id = group.get(0).event().job();
        Optional<JobBrief> known = lookups.jobs().find(id);
        return known.isPresent()
                ? process(known.get(), group, cancellation)
                : lookups.lookup().mayExist(id).thenCompose(may -> same(group, may ? new Result.UnknownJob() : NO_JOB));
    }

    private CompletionStage<List<Result>> process(JobBrief job, List<EventItem> group, Cancellation cancellation) {
        if (job.state().isFinal()) {
            return same(group, new Result.Skipped());
        }
        JobBrief.Terms terms = job.openTerms();
        Pinned pinned = terms.pinned();
        String assetType = group.get(0).event().assetType();
        boolean isPreview = terms.mode() == Mode.PREVIEW;
        if (pinned.of(assetType).isEmpty()) {
            return untouched(group, isPreview, terms.outcomes());
        }
        RunningProcessors.Running<?> running =
                processors.find(pinned.processor()).orElse(null);
        if (running == null) {
            String unknown = String.join(", ", processors.unknown(pinned.processor()));
            return same(group, new Result.Refused("has no processor " + unknown));
        }
        Optional<String> refusal = refusal(running.processor(), pinned, assetType);
        if (refusal.isPresent()) {
            return same(group, new Result.Refused(refusal.get()));
        }
        var work = new Work(job.job(), assetType, pinned, terms.startedAt(), payloadBytesMax);
        List<AssetEvent> events = group.stream().map(EventItem::event).toList();
        return pipeline.process(running.task(work, isPreview, terms.outcomes()), events, cancellation);
    }

    /** Says why this worker must not decide about such rows now. */
    private Optional<String> refusal(AssetProcessor<?> processor, Pinned pinned, String assetType) {
        try {
            return processor.mismatch(pinned, assetType).or(() -> lookups.decisions()
                    .refusal(processor.subject(pinned, assetType)));
        } catch (RuntimeException | LinkageError e) {
            // A processor of anybody: other jobs of this task go on.
            return Optional.of("cannot run the processor " + processor.name() + ": " + e);
        }
    }

    /** The job does nothing to assets of this type. */
    private static CompletionStage<List<Result>> untouched(List<EventItem> group, boolean isPreview, boolean recorded) {
        return CompletableFuture.completedFuture(group.stream()
                .map(item -> isPreview
                        ? new Result.Previewed(Preview.of(item.event(), Outcome.UNCHANGED), recorded)
                        : (Result) new Result.Done(Outcome.UNCHANGED, recorded))
                .toList());
    }

    private static CompletionStage<List<Result>> same(List<EventItem> group, Result result) {
        return CompletableFuture.completedFuture(Collections.nCopies(group.size(), result));
    }
}
