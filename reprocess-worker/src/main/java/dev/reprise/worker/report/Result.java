package dev.reprise.worker.report;

import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;

/** What became of one event. */
public sealed interface Result {

    /** The event came to an outcome other than a failure. */
    record Done(Outcome outcome, boolean recorded) implements Result {}

    /** The asset cannot be processed. */
    record Failed(Failure failure, boolean recorded) implements Result {}

    /** This worker must not process the event, for a reason that may pass; it is set aside. */
    record Refused(String reason) implements Result {}

    /** Nothing was done, but what would have been is told. */
    record Previewed(Preview preview, boolean recorded) implements Result {}

    /** The job had ended; the event was dropped unprocessed. */
    record Skipped() implements Result {}
}
