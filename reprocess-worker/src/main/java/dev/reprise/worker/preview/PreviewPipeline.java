package dev.reprise.worker.preview;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.assets.FencedWrite;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.common.event.Stage;
import dev.reprise.migration.json.InvalidJsonException;
import dev.reprise.migration.json.StrictJson;
import dev.reprise.worker.decide.Decisions;
import dev.reprise.worker.decide.Judgement;
import dev.reprise.worker.decide.Step;
import dev.reprise.worker.load.Reading;
import dev.reprise.worker.load.Rows;
import dev.reprise.worker.migrate.Decision;
import dev.reprise.worker.migrate.Migrator;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes some rows of one partition as far as a job would, but for the write: read, decide, compare.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. Decisions and comparisons are made on threads of their own.
 */
public final class PreviewPipeline {

    /** A payload of this size is compared within some milliseconds. */
    private static final int BYTES_COMPARED_MAX = 256 * 1024;

    private final Rows rows;
    private final Migrator migrator;
    private final Function<Throwable, RemoteError> classifier;
    private final Decisions decisions;
    private final PayloadComparison comparison = new PayloadComparison(BYTES_COMPARED_MAX);

    /**
     * Creates the pipeline.
     *
     * @param rows repeat by themselves what may succeed later
     * @param migrator without a settle time: who writes nothing can be overtaken by nobody
     * @param classifier judges what they give up with
     */
    public PreviewPipeline(
            Rows rows, Migrator migrator, Function<Throwable, RemoteError> classifier, Decisions decisions) {
        this.rows = rows;
        this.migrator = migrator;
        this.classifier = classifier;
        this.decisions = decisions;
    }

    /**
     * Previews some events.
     *
     * @param events at least one, all of one job and partition, each of another asset
     * @param cancellation what has not begun is dropped after it
     * @return completes with the previews in the order of the events; exceptionally when the database cannot be reached
     */
    public CompletionStage<List<Preview>> process(
            Migrator.Target target, List<AssetEvent> events, Cancellation cancellation) {
        AssetEvent first = events.get(0);
        var partition = new AssetPartition(first.assetType(), first.bucket());
        List<UUID> ids = events.stream().map(AssetEvent::assetId).toList();
        return rows.read(partition, ids, cancellation)
                .thenCompose(reading -> decisions.each(events, new EventJudgement(target, reading), cancellation))
                .exceptionallyCompose(failure -> afterFailure(target, events, cancellation, failure));
    }

    /** How the previews of a group are made. */
    private final class EventJudgement implements Judgement<AssetEvent, Preview> {

        private static final Step COMPARING = new Step(Stage.MIGRATE, "the comparison of the payloads", null, null);

        private final Migrator.Target target;
        private final Reading reading;

        EventJudgement(Migrator.Target target, Reading reading) {
            this.target = target;
            this.reading = reading;
        }

        @Override
        public String subject() {
            return target.subject();
        }

        @Override
        public Preview judge(AssetEvent event, Consumer<Step> at) {
            @Nullable Asset row = reading.rows().get(event.assetId());
            return migrator.decide(target, row, reading.atMillis(), at).as(new Decision.Cases<>() {
                @Override
                public Preview write(FencedWrite write) {
                    at.accept(COMPARING);
                    return Preview.of(event, change(Objects.requireNonNull(row), write));
                }

                @Override
                public Preview settled(Outcome outcome) {
                    return Preview.of(event, outcome);
                }

                @Override
                public Preview ahead(long writtenAtMicros) {
                    return Preview.of(event, Outcome.OVERTAKEN);
                }

                @Override
                public Preview failed(Failure failure) {
                    return EventJudgement.this.failed(event, failure);
                }
            });
        }

        @Override
        public Preview failed(AssetEvent event, Failure failure) {
            return Preview.of(event, failure);
        }

        @Override
        public Object identity(AssetEvent event) {
            // A comparison more than a job does.
            return List.of(
                    COMPARING,
                    Migrator.identity(target, event.assetId(), reading.rows().get(event.assetId())));
        }
    }

    private Preview.Change change(Asset row, FencedWrite write) {
        ByteBuffer before = Objects.requireNonNull(row.payload());
        return comparison.compare(
                Objects.requireNonNull(row.schemaVersion()),
                write.schemaVersion(),
                new PayloadComparison.Payloads(
                        tree(before),
                        before.remaining(),
                        tree(write.payload()),
                        write.payload().remaining()));
    }

    private static JsonNode tree(ByteBuffer utf8) {
        try {
            return StrictJson.read(utf8);
        } catch (InvalidJsonException impossible) {
            throw new IllegalStateException("the migrator has read it before", impossible);
        }
    }

    /** A group that cannot be read is read row by row; a row that cannot be read fails alone. */
    private CompletionStage<List<Preview>> afterFailure(
            Migrator.Target target, List<AssetEvent> events, Cancellation cancellation, Throwable failure) {
        if (classifier.apply(failure) != RemoteError.POISON) {
            return CompletableFuture.failedFuture(failure);
        }
        if (events.size() == 1) {
            Throwable cause = Finished.unwrapped(failure);
            Failure read = Failure.of(Stage.READ, cause.getClass().getSimpleName(), String.valueOf(cause.getMessage()));
            return CompletableFuture.completedFuture(List.of(Preview.of(events.get(0), read)));
        }
        List<CompletableFuture<List<Preview>>> alone = events.stream()
                .map(event -> process(target, List.of(event), cancellation).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(alone.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> alone.stream()
                        .flatMap(one -> Finished.result(one).stream())
                        .toList());
    }
}
