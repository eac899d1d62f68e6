package dev.reprise.processor;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A kind of work that jobs do on assets. The services read a row, leave it alone while a live writer is at it, have the
 * processor decide what becomes of it, and have the decision applied; a preview describes the decision instead.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 *
 * @param <E> what is to be done about one asset
 */
public interface AssetProcessor<E> {

    /**
     * Stack of a thread that decides, in bytes. With the 1 MiB of most machines it depends on how far the JVM has compiled the
     * code whether a payload that is nested as deeply as is allowed can be processed.
     */
    long STACK_BYTES = 16L << 20;

    /** Returns the name by which a request asks for it: {@code processor.name}. */
    String name();

    /**
     * Resolves, when a job is accepted, everything that must not change while it runs.
     *
     * @param requested the processor as posted
     * @param types asset types of the selection
     * @param known what is known beside the request, such as a table or another job
     * @return what is pinned, or every reason why the request cannot be carried out
     */
    Resolution resolve(ProcessorSpec requested, AssetTypes types, Circumstances known);

    /**
     * Asks, when a request comes in and is resolved, the systems that the processor writes to.
     *
     * @param job its id
     * @param requested the processor as posted
     * @return completes with every reason why the request cannot be carried out; exceptionally when that cannot be known now,
     *     which is no reason
     */
    default CompletionStage<List<String>> obstacles(String job, ProcessorSpec requested) {
        return CompletableFuture.completedFuture(List.of());
    }

    /** Returns what is done around the rounds of jobs that pin {@link Pending.Compared}; nothing by default. */
    default Optional<AroundRounds> aroundRounds() {
        return Optional.empty();
    }

    /**
     * Says, in a worker, why this instance cannot do exactly what was pinned, such as another version of the code.
     *
     * @return the reason, beginning with a verb, such as {@code has other migrations}; empty when it can
     */
    default Optional<String> mismatch(Pinned pinned, String assetType) {
        return Optional.empty();
    }

    /** Returns what decisions about the rows of a type have in common, in words, such as {@code movie to version 2}. */
    default String subject(Pinned pinned, String assetType) {
        return assetType + " by " + name();
    }

    /**
     * Decides about one row: a pure function, without clock, randomness or I/O.
     *
     * @param row as read; no live writer is at it
     * @param at to be told what is done next, so that a step that fails or takes too long can be named
     */
    Decision<E> decide(Work work, Asset row, Consumer<Step> at);

    /**
     * Decides about an asset whose row is gone. Its outcome is {@code gone}, whatever is done about it elsewhere.
     *
     * @return what is to be done, which a preview leaves out
     */
    default Decision<E> decideGone(Work work, UUID assetId) {
        return new Decision.Settled<>(Outcome.GONE);
    }

    /** Describes what an effect would change, for a preview; called where decisions are made. */
    Preview.Change describe(Asset row, E effect);

    /**
     * Returns whether a row is left to a live writer that wrote it within the settle time, to be processed in a later round.
     * Who writes no rows need not wait: nobody can overtake it, and what leaves no trace in rows gets no later round.
     */
    default boolean waitsForSettledRows() {
        return true;
    }

    /** Returns whether this very effect waits for its row to settle. A chain alone tells effects apart. */
    default boolean waitsForSettledRow(E effect) {
        return waitsForSettledRows();
    }

    /**
     * Returns the row as it is once an effect is carried out: what the next processor of a chain sees.
     *
     * @param row as the effect was decided on
     * @return empty when there is no row any more
     */
    default Optional<Asset> after(Asset row, E effect) {
        return Optional.of(row);
    }

    /**
     * Returns whether a row is a dead letter when its write time lies in the future by more than clocks differ. For who hands
     * write times on, to a system where they cannot be taken back; asked where {@link #waitsForSettledRows} is false.
     */
    default boolean refusesRowsAhead() {
        return false;
    }

    /**
     * Returns whether its sink waits for another system than Cassandra. Rows that wait there do not count as load of Cassandra,
     * and others are read meanwhile.
     */
    default boolean writesElsewhere() {
        return false;
    }

    /** Opens what carries effects out; called once, at start. */
    Sink<E> sink(SinkContext context);
}
