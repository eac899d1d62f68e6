package dev.reprise.pipeline.writeback;

import dev.reprise.assets.RowDeletes;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Stage;
import dev.reprise.pipeline.SettleTime;
import dev.reprise.pipeline.load.Retry;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Sink;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Each row is deleted at the newest write time of all its columns, which is read at once before: whatever is written later
 * survives, whenever it arrives. A row of which any column has not settled is left to its live writer.
 *
 * <p>The reading and the delete are repeated apart, so that a delete whose answer was lost is not taken for somebody else's.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class FencedDelete implements Sink<Asset> {

    private static final Applied UNREADABLE = new Applied.Failed(Failure.of(
            Stage.WRITE,
            "RowWithoutCells",
            "all columns of the row are null; only its marker is left, and no statement tells when that was written"));

    private final RowDeletes store;
    private final Retry retry;
    private final SettleTime settleTime;
    private final Clock clock;

    /**
     * Creates the fence on a store.
     *
     * @param retry repeats what may succeed later
     * @param settleTime how long a column is left to its live writer
     * @param clock for the age of columns
     */
    public FencedDelete(RowDeletes store, Retry retry, SettleTime settleTime, Clock clock) {
        this.store = store;
        this.retry = retry;
        this.settleTime = settleTime;
        this.clock = clock;
    }

    /**
     * When rows were written.
     *
     * @param atMillis a moment before that was read
     */
    private record WriteTimes(Map<UUID, Long> byId, long atMillis) {}

    @Override
    public CompletionStage<List<Applied>> apply(
            AssetPartition partition, List<Asset> rows, long readAtNanos, Cancellation cancellation) {
        Optional<String> refusal = store.refusal();
        if (refusal.isPresent()) {
            Applied refused = new Applied.Refused("deletes nothing more before it is started again: " + refusal.get());
            return CompletableFuture.completedFuture(Collections.nCopies(rows.size(), refused));
        }
        List<UUID> ids = rows.stream().map(Asset::assetId).toList();
        return retry.untilDone(
                        () -> {
                            long atMillis = clock.millis();
                            return store.writeTimes(partition, ids).thenApply(times -> new WriteTimes(times, atMillis));
                        },
                        cancellation)
                .thenCompose(times -> delete(partition, ids, times, cancellation));
    }

    private CompletionStage<List<Applied>> delete(
            AssetPartition partition, List<UUID> ids, WriteTimes times, Cancellation cancellation) {
        Map<UUID, Long> settled = new HashMap<>();
        times.byId().forEach((id, written) -> {
            if (written != RowDeletes.UNKNOWN
                    && settleTime.of(written, 0, times.atMillis()) == SettleTime.State.SETTLED) {
                settled.put(id, written);
            }
        });
        CompletionStage<Set<UUID>> deleted = settled.isEmpty()
                ? CompletableFuture.completedFuture(Set.of())
                : retry.untilDone(() -> store.delete(partition, settled), cancellation);
        return deleted.thenApply(again ->
                ids.stream().map(id -> applied(id, times, settled, again)).toList());
    }

    private static Applied applied(UUID id, WriteTimes times, Map<UUID, Long> settled, Set<UUID> again) {
        Long written = times.byId().get(id);
        if (written == null) {
            return Applied.GONE;
        }
        if (written == RowDeletes.UNKNOWN) {
            return UNREADABLE;
        }
        return settled.containsKey(id) && !again.contains(id) ? Applied.CHANGED : Applied.OVERTAKEN;
    }
}
