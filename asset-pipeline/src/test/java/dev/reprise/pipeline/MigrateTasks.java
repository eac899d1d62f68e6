package dev.reprise.pipeline;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.processor.MigrateProcessor;
import dev.reprise.pipeline.load.Reading;
import dev.reprise.processor.Sink;
import dev.reprise.processor.Step;
import dev.reprise.processor.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tasks of the job {@code job-1} that migrate, and what becomes of a row by them at a given time. */
public final class MigrateTasks {

    static final Instant NOW = Instant.parse("2024-06-01T00:00:00Z");

    private static final SettleTime SETTLE_TIME = new SettleTime(Duration.ofSeconds(2));

    private static final Sink<FencedWrite> UNUSED = (partition, writes, readAt, cancellation) ->
            CompletableFuture.failedFuture(new IllegalStateException("there is nothing to write"));

    private MigrateTasks() {}

    /** Pins the versions of one type. */
    public static Pinned pinned(String assetType, int version, Map<String, String> checksums) {
        return new Pinned(
                new ProcessorSpec("migrate", Map.of()),
                checksums,
                Map.of(assetType, new Pending.BelowVersion(version)));
    }

    /** Makes a task that writes nowhere. */
    static RowTask<FencedWrite> task(MigrationCatalog catalog, String assetType, int version, int payloadBytesMax) {
        return task(catalog, assetType, version, payloadBytesMax, UNUSED);
    }

    /** Makes a task; a preview without a sink. */
    static RowTask<FencedWrite> task(
            MigrationCatalog catalog,
            String assetType,
            int version,
            int payloadBytesMax,
            @Nullable Sink<FencedWrite> sink) {
        var work = new Work("job-1", assetType, pinned(assetType, version, Map.of()), NOW, payloadBytesMax);
        return new RowTask<>(work, new MigrateProcessor(catalog), sink, false);
    }

    /** Judges one row, as if it was read at {@link #NOW}. */
    static RowJudgement.Judged<FencedWrite> judge(RowTask<FencedWrite> task, Asset row, Consumer<Step> steps) {
        var reading = new Reading(Map.of(row.assetId(), row), 0, NOW.toEpochMilli());
        return new RowJudgement<>(task, SETTLE_TIME, reading)
                .judge(event(task.work().assetType(), row), steps);
    }

    private static AssetEvent event(String assetType, Asset row) {
        return new AssetEvent("job-1", assetType, "2024-03", row.assetId());
    }

    /** Makes the events of some assets. */
    static List<AssetEvent> events(String assetType, List<java.util.UUID> ids) {
        return ids.stream()
                .map(id -> new AssetEvent("job-1", assetType, "2024-03", id))
                .toList();
    }
}
