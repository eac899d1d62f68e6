package dev.reprise.worker.topology;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.common.event.Stage;
import dev.reprise.common.job.JobBrief;
import dev.reprise.common.request.Mode;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.worker.load.Jobs;
import dev.reprise.worker.migrate.Decision;
import dev.reprise.worker.migrate.Migrator;
import dev.reprise.worker.preview.PreviewPipeline;
import dev.reprise.worker.report.Result;
import dev.reprise.worker.topology.async.AsyncOperation;
import dev.reprise.worker.writeback.AssetPipeline;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * What is done with a group of events of one job and one partition: find out what the job wants, and take the rows
 * through the pipeline.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
final class EventOperation implements AsyncOperation<EventItem, Result> {

    private final Jobs jobs;
    private final MigrationCatalog catalog;
    private final AssetPipeline pipeline;
    private final PreviewPipeline previews;
    private final Function<String, CompletionStage<Optional<JobBrief>>> awaitJob;

    /**
     * Creates the operation.
     *
     * @param jobs what is known at once
     * @param awaitJob waits a bounded time for a job whose record has not arrived yet
     */
    EventOperation(
            Jobs jobs,
            MigrationCatalog catalog,
            AssetPipeline pipeline,
            PreviewPipeline previews,
            Function<String, CompletionStage<Optional<JobBrief>>> awaitJob) {
        this.jobs = jobs;
        this.catalog = catalog;
        this.pipeline = pipeline;
        this.previews = previews;
        this.awaitJob = awaitJob;
    }

    @Override
    public CompletionStage<List<Result>> apply(List<EventItem> group) {
        String id = group.get(0).event().job();
        Optional<JobBrief> known = jobs.find(id);
        return known.isPresent()
                ? process(known.get(), group)
                : awaitJob.apply(id)
                        .thenCompose(job -> job.isPresent()
                                ? process(job.get(), group)
                                : same(
                                        group,
                                        new Result.Failed(
                                                Failure.of(Stage.READ, "UnknownJob", "there is no such job"), false)));
    }

    private CompletionStage<List<Result>> process(JobBrief job, List<EventItem> group) {
        if (job.state().isFinal()) {
            return same(group, new Result.Skipped());
        }
        JobBrief.Terms terms = job.openTerms();
        boolean recorded = terms.outcomes();
        EventItem.Group key = group.get(0).group();
        Integer version = terms.targets().get(key.partition().assetType());
        Optional<String> foreign = version == null
                ? Optional.empty()
                : foreignMigrations(job, key.partition().assetType(), version);
        if (foreign.isPresent()) {
            return same(group, new Result.Refused(foreign.get()));
        }
        if (terms.mode() == Mode.PREVIEW) {
            return preview(job, group, version).thenApply(found -> found.stream()
                    .<Result>map(preview -> new Result.Previewed(preview, recorded))
                    .toList());
        }
        if (version == null) {
            return same(group, new Result.Done(Outcome.ALREADY_CURRENT, recorded));
        }
        List<UUID> ids = group.stream().map(item -> item.event().assetId()).toList();
        var target = new Migrator.Target(job.job(), key.partition().assetType(), version);
        return pipeline.process(target, key.partition(), ids).thenApply(decisions -> ids.stream()
                .map(assetId -> result(decisions.get(assetId), recorded))
                .toList());
    }

    /** A preview writes nothing at all, so what fails is among the previews and not among the dead letters. */
    private CompletionStage<List<Preview>> preview(
            JobBrief job, List<EventItem> group, @org.jspecify.annotations.Nullable Integer version) {
        List<AssetEvent> events = group.stream().map(EventItem::event).toList();
        if (version == null) {
            return CompletableFuture.completedFuture(events.stream()
                    .map(event -> Preview.of(event, Outcome.ALREADY_CURRENT))
                    .toList());
        }
        String type = events.get(0).assetType();
        return previews.process(new Migrator.Target(job.job(), type, version), events);
    }

    /** Two versions of the code must not be mixed within one job: says what differs. */
    private Optional<String> foreignMigrations(JobBrief job, String assetType, int version) {
        if (version > catalog.latestVersion(assetType)) {
            return Optional.of("has no migration of " + assetType + " to version " + version);
        }
        List<String> differing = catalog.checksums(assetType, version).entrySet().stream()
                .filter(one ->
                        !one.getValue().equals(job.openTerms().checksums().get(one.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return differing.isEmpty()
                ? Optional.empty()
                : Optional.of("has other migrations than the job was begun with: " + String.join(", ", differing));
    }

    private static Result result(@org.jspecify.annotations.Nullable Decision decision, boolean recorded) {
        if (decision instanceof Decision.Settled settled) {
            return new Result.Done(settled.outcome(), recorded);
        }
        if (decision instanceof Decision.Failed failed) {
            return new Result.Failed(failed.failure(), recorded);
        }
        throw new IllegalStateException("the pipeline left a row undecided: " + decision);
    }

    private static CompletionStage<List<Result>> same(List<EventItem> group, Result result) {
        return CompletableFuture.completedFuture(Collections.nCopies(group.size(), result));
    }
}
