package dev.reprise.processor;

import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import java.util.Objects;

/**
 * What is to be done about one row.
 *
 * @param <E> what is to be done
 */
public sealed interface Decision<E> {

    /** Returns what one of the cases makes of this decision. */
    <T> T as(Cases<? super E, T> cases);

    /**
     * All kinds of decisions: whoever tells them apart has to think of each.
     *
     * @param <E> what is to be done
     * @param <T> what the cases make of it
     */
    interface Cases<E, T> {

        /** Something is to be done. */
        T apply(E effect);

        /** Nothing is to be done. */
        T settled(Outcome outcome);

        /** The row cannot be processed. */
        T failed(Failure failure);
    }

    /** Something is to be done. */
    record Apply<E>(E effect) implements Decision<E> {
        public Apply {
            Objects.requireNonNull(effect, "effect");
        }

        @Override
        public <T> T as(Cases<? super E, T> cases) {
            return cases.apply(effect);
        }
    }

    /** Nothing is to be done. */
    record Settled<E>(Outcome outcome) implements Decision<E> {
        public Settled {
            Objects.requireNonNull(outcome, "outcome");
        }

        @Override
        public <T> T as(Cases<? super E, T> cases) {
            return cases.settled(outcome);
        }
    }

    /** The row cannot be processed: a dead letter. */
    record Failed<E>(Failure failure) implements Decision<E> {
        public Failed {
            Objects.requireNonNull(failure, "failure");
        }

        @Override
        public <T> T as(Cases<? super E, T> cases) {
            return cases.failed(failure);
        }
    }
}
