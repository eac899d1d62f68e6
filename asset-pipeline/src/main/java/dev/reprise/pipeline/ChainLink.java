package dev.reprise.pipeline;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.Pinned;
import dev.reprise.processor.Applied;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.Decision;
import dev.reprise.processor.Sink;
import dev.reprise.processor.Step;
import dev.reprise.processor.Work;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One step of a chain: a processor, what carries out what it decides, and its place. It alone knows the type of its effects.
 *
 * <p>Threading: immutable.
 *
 * @param index place in the chain, from 0
 * @param <E> what the step does about one asset
 */
record ChainLink<E>(int index, AssetProcessor<E> processor, Sink<E> sink) {

    /**
     * What a step decides: exactly one of effect, outcome and failure.
     *
     * @param row what the next step sees; empty when there is no row any more
     */
    record Decided(
            @Nullable Object effect, @Nullable Outcome outcome, @Nullable Failure failure, Optional<Asset> row) {}

    String name() {
        return processor.name();
    }

    private Pinned own(Pinned chain) {
        return chain.steps().get(index);
    }

    boolean isFor(Pinned chain, String assetType) {
        return own(chain).of(assetType).isPresent();
    }

    Optional<String> mismatch(Pinned chain, String assetType) {
        return processor.mismatch(own(chain), assetType);
    }

    String subject(Pinned chain, String assetType) {
        return processor.subject(own(chain), assetType);
    }

    Decided decide(Work work, Asset row, Consumer<Step> at) {
        if (!isFor(work.pinned(), work.assetType())) {
            return new Decided(null, Outcome.UNCHANGED, null, Optional.of(row));
        }
        return decided(processor.decide(own(work), row, at), Optional.of(row), effect -> processor.after(row, effect));
    }

    /** Decides about an asset whose row is gone. */
    Decided decideGone(Work work, UUID assetId) {
        return isFor(work.pinned(), work.assetType())
                ? decided(processor.decideGone(own(work), assetId), Optional.empty(), effect -> Optional.empty())
                : new Decided(null, Outcome.GONE, null, Optional.empty());
    }

    private Work own(Work work) {
        return new Work(work.job(), work.assetType(), own(work.pinned()), work.startedAt(), work.payloadBytesMax());
    }

    private Decided decided(Decision<E> decision, Optional<Asset> row, Function<E, Optional<Asset>> after) {
        return decision.as(new Decision.Cases<E, Decided>() {
            @Override
            public Decided apply(E effect) {
                return new Decided(effect, null, null, after.apply(effect));
            }

            @Override
            public Decided settled(Outcome outcome) {
                return new Decided(null, outcome, null, row);
            }

            @Override
            public Decided failed(Failure failure) {
                return new Decided(null, null, named(failure), row);
            }
        });
    }

    /** Returns a failure of this step with its name. */
    Failure named(Failure failure) {
        return new Failure(
                failure.stage(),
                failure.cause(),
                "step " + (index + 1) + ", " + name() + ": " + failure.reason(),
                failure.migration(),
                failure.attempts());
    }

    boolean refusesRowsAhead() {
        return processor.refusesRowsAhead();
    }

    Preview.Change describe(Asset row, Object effect) {
        return processor.describe(row, own(effect));
    }

    Optional<Asset> after(Asset row, Object effect) {
        return processor.after(row, own(effect));
    }

    boolean waitsForSettledRow(Object effect) {
        return processor.waitsForSettledRow(own(effect));
    }

    CompletionStage<List<Applied>> apply(
            AssetPartition partition, List<Object> effects, long readAtNanos, Cancellation cancellation) {
        return sink.apply(partition, effects.stream().map(this::own).toList(), readAtNanos, cancellation);
    }

    /** What stands at this place of a chain was decided by this processor. */
    @SuppressWarnings("unchecked")
    private E own(Object effect) {
        return (E) effect;
    }
}
