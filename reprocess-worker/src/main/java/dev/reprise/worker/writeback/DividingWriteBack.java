package dev.reprise.worker.writeback;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.assets.RemoteError;
import dev.reprise.common.async.Finished;
import dev.reprise.worker.load.GivenUpException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Divides the writes of a group into requests of a bounded size. A request that is refused as a whole is taken apart into
 * its rows, so that one bad row never fails its neighbours.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class DividingWriteBack implements WriteBack {

    private final WriteBack writeBack;
    private final Function<Throwable, RemoteError> classifier;
    private final long groupBytesMax;

    /**
     * Decorates a fence.
     *
     * @param writeBack repeats by itself what may succeed later
     * @param classifier judges what it gives up with
     * @param groupBytesMax payload bytes of one request; one row alone may have more
     */
    public DividingWriteBack(WriteBack writeBack, Function<Throwable, RemoteError> classifier, long groupBytesMax) {
        this.writeBack = writeBack;
        this.classifier = classifier;
        this.groupBytesMax = groupBytesMax;
    }

    @Override
    public CompletionStage<List<WriteResult>> write(
            AssetPartition partition, List<FencedWrite> writes, long readAtNanos) {
        return joined(split(writes).stream()
                .map(part -> request(partition, part, readAtNanos, 0))
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

    private CompletionStage<List<WriteResult>> request(
            AssetPartition partition, List<FencedWrite> part, long readAtNanos, int attemptsBefore) {
        return writeBack.write(partition, part, readAtNanos).exceptionallyCompose(failure -> {
            if (classifier.apply(failure) != RemoteError.POISON) {
                return CompletableFuture.failedFuture(failure);
            }
            int attempts = attemptsBefore + GivenUpException.attempts(failure);
            return part.size() == 1
                    ? CompletableFuture.completedFuture(List.of(refused(failure, attempts)))
                    : joined(part.stream()
                            .map(write -> request(partition, List.of(write), readAtNanos, attempts))
                            .toList());
        });
    }

    private static CompletionStage<List<WriteResult>> joined(List<CompletionStage<List<WriteResult>>> requests) {
        List<CompletableFuture<List<WriteResult>>> all =
                requests.stream().map(CompletionStage::toCompletableFuture).toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).thenApply(done -> all.stream()
                .flatMap(one -> Finished.result(one).stream())
                .toList());
    }

    private static WriteResult refused(Throwable failure, int attempts) {
        Throwable cause = Finished.unwrapped(failure);
        return new WriteResult.Refused(cause.getClass().getSimpleName(), String.valueOf(cause.getMessage()), attempts);
    }
}
