package dev.reprise.pipeline.decide;

import dev.reprise.common.async.Cancellation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Where rows are decided.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public interface Decisions {

    /**
     * Decides about the rows of a group.
     *
     * @return completes with a decision a row, in their order: what a judgement throws and what takes too long are
     *     failures of the row; exceptionally when the group is dropped, when there is no room for it to fail in, or with an
     *     error of the virtual machine
     */
    <I, O> CompletionStage<List<O>> each(List<I> rows, Judgement<I, O> judgement, Cancellation cancellation);

    /** Returns why nothing about a {@link Judgement#subject()} can be decided here now; empty when it can. */
    Optional<String> refusal(String subject);
}
