package dev.reprise.pipeline.result;

import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.processor.Message;
import java.util.List;

/** What became of one event. Each kind says itself what it means for the ledger, so that a new one cannot be forgotten. */
public sealed interface Result {

    /** Returns what it is counted by for the operators. */
    ResultKind kind();

    /** Returns the totals of the job with this result more. */
    TaskTotals addTo(TaskTotals totals);

    /** Tells one of the cases. */
    void to(Cases cases);

    /** All kinds of results: whoever tells them apart has to think of each. */
    interface Cases {

        /** The event came to an outcome other than a failure. */
        void done(Done done);

        /** As done, but the write time of the row lies in the future. */
        void ahead(Ahead ahead);

        /** What the processor does is messages, which are still to be sent. */
        void sent(Sent sent);

        /** The asset cannot be processed. */
        void failed(Failed failed);

        /** This worker must not process the event. */
        void refused(Refused refused);

        /** This worker does not know the job yet. */
        void unknownJob();

        /** What would have been done is told. */
        void previewed(Previewed previewed);

        /** The job had ended. */
        void skipped();
    }

    /** The event came to an outcome other than a failure. */
    record Done(Outcome outcome, boolean recorded) implements Result {
        @Override
        public ResultKind kind() {
            return Result.kind(outcome);
        }

        @Override
        public TaskTotals addTo(TaskTotals totals) {
            return totals.plus(outcome);
        }

        @Override
        public void to(Cases cases) {
            cases.done(this);
        }
    }

    /** The row counts as overtaken, since it was written in the future. */
    record Ahead(long writtenAtMicros, boolean recorded) implements Result {
        @Override
        public ResultKind kind() {
            return ResultKind.OVERTAKEN;
        }

        @Override
        public TaskTotals addTo(TaskTotals totals) {
            return totals.plus(Outcome.OVERTAKEN).writtenAhead(writtenAtMicros);
        }

        @Override
        public void to(Cases cases) {
            cases.ahead(this);
        }
    }

    /** What the processor does is messages, which are sent with the event's offset. */
    record Sent(List<Message> messages, boolean recorded) implements Result {
        @Override
        public ResultKind kind() {
            return ResultKind.CHANGED;
        }

        @Override
        public TaskTotals addTo(TaskTotals totals) {
            return totals.plus(Outcome.CHANGED);
        }

        @Override
        public void to(Cases cases) {
            cases.sent(this);
        }
    }

    /** The asset cannot be processed. */
    record Failed(Failure failure, boolean recorded) implements Result {
        @Override
        public ResultKind kind() {
            return ResultKind.FAILED;
        }

        @Override
        public TaskTotals addTo(TaskTotals totals) {
            return totals.plus(Outcome.FAILED);
        }

        @Override
        public void to(Cases cases) {
            cases.failed(this);
        }
    }

    /** This worker must not process the event, for a reason that may pass; it is parked, and still has to come to its own. */
    record Refused(String reason) implements Result {
        @Override
        public ResultKind kind() {
            return ResultKind.REFUSED;
        }

        @Override
        public TaskTotals addTo(TaskTotals totals) {
            return totals;
        }

        @Override
        public void to(Cases cases) {
            cases.refused(this);
        }
    }

    /** This worker does not know the job yet; the event is parked, and still has to come to its own. */
    record UnknownJob() implements Result {
        @Override
        public ResultKind kind() {
            return ResultKind.UNKNOWN_JOB;
        }

        @Override
        public TaskTotals addTo(TaskTotals totals) {
            return totals;
        }

        @Override
        public void to(Cases cases) {
            cases.unknownJob();
        }
    }

    /** Nothing was done, but what would have been is told. */
    record Previewed(Preview preview, boolean recorded) implements Result {
        @Override
        public ResultKind kind() {
            return ResultKind.PREVIEWED;
        }

        @Override
        public TaskTotals addTo(TaskTotals totals) {
            return totals.plus(preview.outcome());
        }

        @Override
        public void to(Cases cases) {
            cases.previewed(this);
        }
    }

    /** The job had ended; the event was dropped unprocessed. */
    record Skipped() implements Result {
        @Override
        public ResultKind kind() {
            return ResultKind.SKIPPED;
        }

        @Override
        public TaskTotals addTo(TaskTotals totals) {
            return totals.plusSkipped();
        }

        @Override
        public void to(Cases cases) {
            cases.skipped();
        }
    }

    private static ResultKind kind(Outcome outcome) {
        return switch (outcome) {
            case CHANGED -> ResultKind.CHANGED;
            case UNCHANGED -> ResultKind.UNCHANGED;
            case OVERTAKEN -> ResultKind.OVERTAKEN;
            case GONE -> ResultKind.GONE;
            case FAILED -> ResultKind.FAILED;
        };
    }
}
