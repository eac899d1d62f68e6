package dev.reprise.worker.topology;

import dev.reprise.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.common.event.Stage;
import dev.reprise.common.job.JobBrief;
import dev.reprise.common.request.Mode;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.worker.decide.Decisions;
import dev.reprise.worker.load.JobLookup;
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

/**
 * What is done with a group of events of one job and one partition: find out what the job wants, and take the rows
 * through the pipeline.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
final class EventOperation implements AsyncOperation<EventItem, Result> {

    private static final Result NO_JOB =
            new Result.Failed(Failure.of(Stage.READ, "UnknownJob", "there is no such job"), false);

    private final MigrationCatalog catalog;
    private final AssetPipeline pipeline;
    private final PreviewPipeline previews;
    private final Lookups lookups;

    /**
     * What it asks before it begins.
     *
     * @param jobs what is known at once
     * @param lookup looks for a job that is not
     * @param decisions says when nothing can be decided about a target here
     */
    record Lookups(Jobs jobs, JobLookup lookup, Decisions decisions) {}

    /** Creates the operation. */
    EventOperation(MigrationCatalog catalog, AssetPipeline pipeline, PreviewPipeline previews, Lookups lookups) {
        this.catalog = catalog;
        this.pipeline = pipeline;
        this.previews = previews;
        this.lookups = lookups;
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
        boolean recorded = terms.outcomes();
        EventItem.Group key = group.get(0).group();
        Integer version = terms.targets().get(key.partition().assetType());
        Optional<String> refusal = version == null
                ? Optional.empty()
                : refusal(job, new Migrator.Target(job.job(), key.partition().assetType(), version));
        if (refusal.isPresent()) {
            return same(group, new Result.Refused(refusal.get()));
        }
        if (terms.mode() == Mode.PREVIEW) {
            return preview(job, group, version, cancellation).thenApply(found -> found.stream()
                    .<Result>map(preview -> new Result.Previewed(preview, recorded))
                    .toList());
        }
        if (version == null) {
            return same(group, new Result.Done(Outcome.UNCHANGED, recorded));
        }
        List<UUID> ids = group.stream().map(item -> item.event().assetId()).toList();
        var target = new Migrator.Target(job.job(), key.partition().assetType(), version);
        return pipeline.process(target, key.partition(), ids, cancellation).thenApply(decisions -> ids.stream()
                .map(assetId -> result(decisions.get(assetId), recorded))
                .toList());
    }

    /** A preview writes nothing at all, so what fails is among the previews and not among the dead letters. */
    private CompletionStage<List<Preview>> preview(
            JobBrief job,
            List<EventItem> group,
            @org.jspecify.annotations.Nullable Integer version,
            Cancellation cancellation) {
        List<AssetEvent> events = group.stream().map(EventItem::event).toList();
        if (version == null) {
            return CompletableFuture.completedFuture(events.stream()
                    .map(event -> Preview.of(event, Outcome.UNCHANGED))
                    .toList());
        }
        String type = events.get(0).assetType();
        return previews.process(new Migrator.Target(job.job(), type, version), events, cancellation);
    }

    /** Says why this worker must not decide about such rows now. */
    private Optional<String> refusal(JobBrief job, Migrator.Target target) {
        return foreignMigrations(job, target.assetType(), target.version())
                .or(() -> lookups.decisions().refusal(target.subject()));
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
        if (decision == null) {
            throw new IllegalStateException("the pipeline left a row undecided");
        }
        return decision.as(new Decision.Cases<>() {
            @Override
            public Result write(FencedWrite write) {
                throw new IllegalStateException("the pipeline left a row unwritten");
            }

            @Override
            public Result settled(Outcome outcome) {
                return new Result.Done(outcome, recorded);
            }

            @Override
            public Result ahead(long writtenAtMicros) {
                return new Result.Ahead(writtenAtMicros, recorded);
            }

            @Override
            public Result failed(Failure failure) {
                return new Result.Failed(failure, recorded);
            }
        });
    }

    private static CompletionStage<List<Result>> same(List<EventItem> group, Result result) {
        return CompletableFuture.completedFuture(Collections.nCopies(group.size(), result));
    }
}
