package dev.reprise.worker.migrate;

import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;

/** What is to be done about one row. */
public sealed interface Decision {

    /** The row is to be written back. */
    record Write(FencedWrite write) implements Decision {}

    /** Nothing is to be done. */
    record Settled(Outcome outcome) implements Decision {}

    /** The row cannot be processed. */
    record Failed(Failure failure) implements Decision {}
}
