package dev.reprise.pipeline.writeback;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Stage;
import dev.reprise.pipeline.load.GivenUpException;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Sink;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Divides the effects of a group into requests of a bounded size. A request that is refused as a whole is taken apart into
 * its rows, so that one bad row never fails its neighbours.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 *
 * @param <E> what is to be done about one asset
 */
public final class SplittingWriteBack<E> implements Sink<E> {

    private final Sink<E> writeBack;
    private final Function<Throwable, RemoteError> classifier;
    private final ToIntFunction<E> bytes;
    private final long groupBytesMax;

    /**
     * Decorates a sink.
     *
     * @param writeBack repeats by itself what may succeed later
     * @param classifier judges what it gives up with
     * @param bytes how large an effect is
     * @param groupBytesMax bytes of one request; one row alone may have more
     */
    public SplittingWriteBack(
            Sink<E> writeBack,
            Function<Throwable, RemoteError> classifier,
            ToIntFunction<E> bytes,
            long groupBytesMax) {
        this.writeBack = writeBack;
        this.classifier = classifier;
        this.bytes = bytes;
        this.groupBytesMax = groupBytesMax;
    }

    @Override
    public CompletionStage<List<Applied>> apply(
            AssetPartition partition, List<E> writes, long readAtNanos, Cancellation cancellation) {
        return joined(split(writes).stream()
                .map(part -> request(new Part<>(partition, part, readAtNanos, cancellation), 0))
                .toList());
    }

    private List<List<E>> split(List<E> writes) {
        List<List<E>> parts = new ArrayList<>();
        List<E> part = new ArrayList<>();
        long sum = 0;
        for (E write : writes) {
            int size = bytes.applyAsInt(write);
            if (!part.isEmpty() && sum + size > groupBytesMax) {
                parts.add(part);
                part = new ArrayList<>();
                sum = 0;
            }
            part.add(write);
            sum += size;
        }
        parts.add(part);
        return parts;
    }

    /** What goes in one request. */
    private record Part<E>(AssetPartition partition, List<E> writes, long readAtNanos, Cancellation cancellation) {

        List<Part<E>> rows() {
            return writes.stream()
                    .map(write -> new Part<>(partition, List.of(write), readAtNanos, cancellation))
                    .toList();
        }
    }

    private CompletionStage<List<Applied>> request(Part<E> part, int attemptsBefore) {
        return writeBack
                .apply(part.partition(), part.writes(), part.readAtNanos(), part.cancellation())
                .exceptionallyCompose(failure -> {
                    if (classifier.apply(failure) != RemoteError.POISON) {
                        return CompletableFuture.failedFuture(failure);
                    }
                    int attempts = attemptsBefore + GivenUpException.attempts(failure);
                    return part.writes().size() == 1
                            ? CompletableFuture.completedFuture(List.of(refused(failure, attempts)))
                            : joined(part.rows().stream()
                                    .map(row -> request(row, attempts))
                                    .toList());
                });
    }

    private static CompletionStage<List<Applied>> joined(List<CompletionStage<List<Applied>>> requests) {
        List<CompletableFuture<List<Applied>>> all =
                requests.stream().map(CompletionStage::toCompletableFuture).toList();
        return CompletableFuture.allOf(all.toArray(CompletableFuture<?>[]::new)).thenApply(done -> all.stream()
                .flatMap(one -> Finished.result(one).stream())
                .toList());
    }

    private static Applied refused(Throwable failure, int attempts) {
        Throwable cause = Finished.unwrapped(failure);
        return new Applied.Failed(new Failure(
                Stage.WRITE, cause.getClass().getSimpleName(), String.valueOf(cause.getMessage()), null, attempts));
    }
}
