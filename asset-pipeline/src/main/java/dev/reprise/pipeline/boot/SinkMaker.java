package dev.reprise.pipeline.boot;

import dev.reprise.assets.AssetStore;
import dev.reprise.assets.RowDeletes;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.assets.IndexEntry;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import dev.reprise.pipeline.config.PipelineSettings;
import dev.reprise.pipeline.load.PatientRows;
import dev.reprise.pipeline.load.Retry;
import dev.reprise.pipeline.writeback.ConditionalFence;
import dev.reprise.pipeline.writeback.EntryWrites;
import dev.reprise.pipeline.writeback.FencedDelete;
import dev.reprise.pipeline.writeback.RemainingTtl;
import dev.reprise.pipeline.writeback.RetryingWriteBack;
import dev.reprise.pipeline.writeback.SplittingWriteBack;
import dev.reprise.pipeline.writeback.TimestampFence;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Patience;
import dev.reprise.processor.Sink;
import dev.reprise.processor.UnreachableSystemException;
import java.util.Collections;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Puts together what carries effects out: each sink with its fence, the rest of the life of what it writes, its retries, and
 * the division of its groups.
 *
 * <p>Threading: used once, at start.
 */
final class SinkMaker {

    private final PipelineSettings settings;
    private final Environment environment;
    private final Function<Throwable, RemoteError> classifier;
    private final Retry retry;

    SinkMaker(PipelineSettings settings, Environment environment, Function<Throwable, RemoteError> classifier) {
        this.settings = settings;
        this.environment = environment;
        this.classifier = classifier;
        this.retry = new Retry(
                settings.retry(), classifier, environment.scheduler(), environment.nanoTime(), environment.random());
    }

    Sinks of(Stores stores) {
        return new Sinks(
                rows(stores.rows()),
                deletions(stores),
                entries(stores),
                new PatientRows(stores.rows(), retry, environment.clock(), environment.nanoTime()),
                environment.messageTopics(),
                patience());
    }

    private Sink<FencedWrite> rows(AssetStore assets) {
        Sink<FencedWrite> fence =
                switch (settings.strategy()) {
                    case TIMESTAMP -> new TimestampFence(assets);
                    case LWT -> new ConditionalFence(assets);
                };
        Sink<FencedWrite> aging = new RemainingTtl<>(fence, FencedWrite::after, environment.nanoTime());
        return new SplittingWriteBack<>(
                new RetryingWriteBack<>(aging, retry),
                classifier,
                write -> write.payload().remaining(),
                settings.group().bytesMax());
    }

    /** A delete by a write time does not see lightweight transactions, nor they it. */
    private Sink<Asset> deletions(Stores stores) {
        RowDeletes deletes = stores.deletes();
        if (deletes == null) {
            return refusing("cannot delete rows: " + String.join("; ", stores.whyNoDeletes()));
        }
        return switch (settings.strategy()) {
            case LWT -> refusing("deletes by write times, which tables of the strategy lwt do not allow");
            case TIMESTAMP ->
                new SplittingWriteBack<>(
                        new FencedDelete(deletes, retry, settings.settleTime(), environment.clock()),
                        classifier,
                        row -> 0,
                        settings.group().bytesMax());
        };
    }

    private Sink<IndexEntry> entries(Stores stores) {
        Sink<IndexEntry> aging =
                new RemainingTtl<>(new EntryWrites(stores.entries()), IndexEntry::after, environment.nanoTime());
        return new SplittingWriteBack<>(
                new RetryingWriteBack<>(aging, retry),
                classifier,
                entry -> 0,
                settings.group().bytesMax());
    }

    /** With the systems that sinks write to. */
    private Patience patience() {
        var unreachable = new Retry(
                settings.retry(),
                failure -> Finished.unwrapped(failure) instanceof UnreachableSystemException
                        ? RemoteError.RETRYABLE
                        : RemoteError.FATAL,
                environment.scheduler(),
                environment.nanoTime(),
                environment.random());
        return new Patience() {
            @Override
            public <T> CompletionStage<T> untilDone(Supplier<CompletionStage<T>> action, Cancellation cancellation) {
                return unreachable.untilDone(action, cancellation);
            }

            @Override
            public long nanoTime() {
                return environment.nanoTime().getAsLong();
            }
        };
    }

    private static Sink<Asset> refusing(String reason) {
        return (partition, rows, readAtNanos, cancellation) ->
                CompletableFuture.completedFuture(Collections.nCopies(rows.size(), new Applied.Refused(reason)));
    }
}
