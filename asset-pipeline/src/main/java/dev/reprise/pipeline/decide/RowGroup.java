package dev.reprise.pipeline.decide;

import dev.reprise.common.async.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A group of rows that are decided one after the other.
 *
 * <p>Threading: one thread at a time, though not always the same.
 *
 * @param decided about the first rows, as many as there are decisions
 * @param done completes when the last row is decided
 */
record RowGroup<I, O>(
        List<I> rows,
        Judgement<I, O> judgement,
        Cancellation cancellation,
        List<O> decided,
        CompletableFuture<List<O>> done) {

    static <I, O> RowGroup<I, O> of(List<I> rows, Judgement<I, O> judgement, Cancellation cancellation) {
        return new RowGroup<>(rows, judgement, cancellation, new ArrayList<>(rows.size()), new CompletableFuture<>());
    }

    I next() {
        return rows.get(decided.size());
    }

    boolean isOver() {
        return decided.size() == rows.size();
    }
}
