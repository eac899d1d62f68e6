package dev.reprise.worker.writeback;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.AssetStore;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.assets.RemoteError;
import dev.reprise.common.async.Finished;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Writes under the timestamp fence: each row at the write time of what was read, plus one microsecond. A group that is
 * refused as a whole is written row by row, so that one bad row never fails its neighbours.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class TimestampWriteBack implements WriteBack {

    private static final WriteResult ACKNOWLEDGED = new WriteResult.Acknowledged();

    private final AssetStore store;
    private final Function<Throwable, RemoteError> classifier;
    private final long groupBytesMax;

    /**
     * Creates the strategy.
     *
     * @param store repeats by itself what may succeed later
     * @param classifier judges what the store gives up with
     * @param groupBytesMax payload bytes of one request; one row alone may have more
     */
    public TimestampWriteBack(AssetStore store, Function<Throwable, RemoteError> classifier, long groupBytesMax) {
        this.store = store;
        this.classifier = classifier;
        this.groupBytesMax = groupBytesMax;
    }

    @Override
    public CompletionStage<List<WriteResult>> write(AssetPartition partition, List<FencedWrite> writes) {
        List<CompletableFuture<List<WriteResult>>> parts = new ArrayList<>();
        for (List<FencedWrite> part : split(writes)) {
            parts.add(writePart(partition, part).toCompletableFuture());
        }
        return CompletableFuture.allOf(parts.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> parts.stream()
                        .flatMap(part -> Finished.result(part).stream())
                        .toList());
    }

    private List<List<FencedWrite>> split(List<FencedWrite> writes) {
        List<List<FencedWrite>> parts = new ArrayList<>();
        List<FencedWrite> part = new ArrayList<>();
        long bytes = 0;
        for (FencedWrite write : writes) {
            int size = write.payload().remaining();
            if (!part.isEmpty() && bytes + size > groupBytesMax) {
                parts.add(part);
                part = new ArrayList<>();
                bytes = 0;
            }
            part.add(write);
            bytes += size;
        }
        parts.add(part);
        return parts;
    }

    private CompletionStage<List<WriteResult>> writePart(AssetPartition partition, List<FencedWrite> part) {
        CompletionStage<List<WriteResult>> acknowledged = store.write(partition, part)
                .thenApply(done -> List.<WriteResult>copyOf(java.util.Collections.nCopies(part.size(), ACKNOWLEDGED)));
        return acknowledged.exceptionallyCompose(failure -> {
            if (classifier.apply(failure) != RemoteError.POISON) {
                return CompletableFuture.failedFuture(failure);
            }
            return part.size() == 1
                    ? CompletableFuture.completedFuture(List.of(refused(failure)))
                    : oneByOne(partition, part);
        });
    }

    private CompletionStage<List<WriteResult>> oneByOne(AssetPartition partition, List<FencedWrite> part) {
        List<CompletableFuture<List<WriteResult>>> rows = part.stream()
                .map(write -> writePart(partition, List.of(write)).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(rows.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> rows.stream()
                        .flatMap(row -> Finished.result(row).stream())
                        .toList());
    }

    private static WriteResult refused(Throwable failure) {
        Throwable cause = Finished.unwrapped(failure);
        return new WriteResult.Refused(cause.getClass().getSimpleName(), String.valueOf(cause.getMessage()));
    }
}
