package dev.reprise.pipeline.decide;

import dev.reprise.common.event.Failure;
import dev.reprise.processor.Step;
import java.util.function.Consumer;

/**
 * How the rows of a group are decided.
 *
 * <p>Threading: one thread at a time, but not always the same.
 *
 * @param <I> what is decided about
 * @param <O> the decisions
 */
public interface Judgement<I, O> {

    /** Returns what all rows of the group have in common, in words, such as {@code movie to version 2}. */
    String subject();

    /**
     * Decides about one row: a pure function.
     *
     * @param at to be told what is done next
     */
    O judge(I row, Consumer<Step> at);

    /** Returns the decision about a row that fails. */
    O failed(I row, Failure failure);

    /** Returns what a row is recognised by when exactly the same comes again; has equals and hashCode. */
    Object identity(I row);
}
