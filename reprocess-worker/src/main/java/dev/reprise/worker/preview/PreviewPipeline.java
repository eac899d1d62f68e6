package dev.reprise.worker.preview;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.assets.RemoteError;
import dev.reprise.common.async.Finished;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Preview;
import dev.reprise.common.event.Stage;
import dev.reprise.migration.json.InvalidJsonException;
import dev.reprise.migration.json.StrictJson;
import dev.reprise.worker.load.Rows;
import dev.reprise.worker.migrate.Decision;
import dev.reprise.worker.migrate.Migrator;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes some rows of one partition as far as a job would, but for the write: read, decide, compare.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. Decisions and comparisons are made on the given executor.
 */
public final class PreviewPipeline {

    /** A payload of this size is compared within some milliseconds. */
    private static final int BYTES_COMPARED_MAX = 256 * 1024;

    private final Rows rows;
    private final Migrator migrator;
    private final Function<Throwable, RemoteError> classifier;
    private final Executor executor;
    private final PayloadComparison comparison = new PayloadComparison(BYTES_COMPARED_MAX);

    /**
     * Creates the pipeline.
     *
     * @param rows repeat by themselves what may succeed later
     * @param migrator without a settle time: who writes nothing can be overtaken by nobody
     * @param classifier judges what they give up with
     */
    public PreviewPipeline(
            Rows rows, Migrator migrator, Function<Throwable, RemoteError> classifier, Executor executor) {
        this.rows = rows;
        this.migrator = migrator;
        this.classifier = classifier;
        this.executor = executor;
    }

    /**
     * Previews some events.
     *
     * @param events at least one, all of one job and partition, each of another asset
     * @return completes with the previews in the order of the events; exceptionally when the database cannot be reached
     */
    public CompletionStage<List<Preview>> process(Migrator.Target target, List<AssetEvent> events) {
        AssetEvent first = events.get(0);
        var partition = new AssetPartition(first.assetType(), first.bucket());
        List<UUID> ids = events.stream().map(AssetEvent::assetId).toList();
        return rows.read(partition, ids)
                .thenApplyAsync(
                        found -> events.stream()
                                .map(event -> preview(target, event, found))
                                .toList(),
                        executor)
                .exceptionallyCompose(failure -> afterFailure(target, events, failure));
    }

    private Preview preview(Migrator.Target target, AssetEvent event, Map<UUID, Asset> rows) {
        @Nullable Asset row = rows.get(event.assetId());
        Decision decision = migrator.decide(target, row);
        if (decision instanceof Decision.Settled settled) {
            return Preview.of(event, settled.outcome());
        }
        return decision instanceof Decision.Failed failed
                ? Preview.of(event, failed.failure())
                : Preview.of(event, change(Objects.requireNonNull(row), ((Decision.Write) decision).write()));
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
            Migrator.Target target, List<AssetEvent> events, Throwable failure) {
        if (classifier.apply(failure) != RemoteError.POISON) {
            return CompletableFuture.failedFuture(failure);
        }
        if (events.size() == 1) {
            Throwable cause = Finished.unwrapped(failure);
            Failure read = Failure.of(Stage.READ, cause.getClass().getSimpleName(), String.valueOf(cause.getMessage()));
            return CompletableFuture.completedFuture(List.of(Preview.of(events.get(0), read)));
        }
        List<CompletableFuture<List<Preview>>> alone = events.stream()
                .map(event -> process(target, List.of(event)).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(alone.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> alone.stream()
                        .flatMap(one -> Finished.result(one).stream())
                        .toList());
    }
}
