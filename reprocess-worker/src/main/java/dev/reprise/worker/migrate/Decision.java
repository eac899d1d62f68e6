package dev.reprise.worker.migrate;

import dev.reprise.assets.FencedWrite;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;

/** What is to be done about one row. */
public sealed interface Decision {

    /** Returns what one of the cases makes of this decision. */
    <T> T as(Cases<T> cases);

    /** All kinds of decisions: whoever tells them apart has to think of each. */
    interface Cases<T> {

        /** The row is to be written back. */
        T write(FencedWrite write);

        /** Nothing is to be done. */
        T settled(Outcome outcome);

        /** A live writer is at the row by its write time, which lies in the future. */
        T ahead(long writtenAtMicros);

        /** The row cannot be processed. */
        T failed(Failure failure);
    }

    /** The row is to be written back. */
    record Write(FencedWrite write) implements Decision {
        @Override
        public <T> T as(Cases<T> cases) {
            return cases.write(write);
        }
    }

    /** Nothing is to be done. */
    record Settled(Outcome outcome) implements Decision {
        @Override
        public <T> T as(Cases<T> cases) {
            return cases.settled(outcome);
        }
    }

    /**
     * The row cannot be told from one at which a live writer is: its write time lies in the future, by more than clocks
     * differ. Counts as {@link Outcome#OVERTAKEN}.
     */
    record Ahead(long writtenAtMicros) implements Decision {
        @Override
        public <T> T as(Cases<T> cases) {
            return cases.ahead(writtenAtMicros);
        }
    }

    /** The row cannot be processed. */
    record Failed(Failure failure) implements Decision {
        @Override
        public <T> T as(Cases<T> cases) {
            return cases.failed(failure);
        }
    }
}
