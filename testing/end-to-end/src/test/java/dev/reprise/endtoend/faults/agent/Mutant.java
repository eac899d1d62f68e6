package dev.reprise.endtoend.faults.agent;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.util.List;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.agent.builder.AgentBuilder.Transformer.ForAdvice;

/**
 * A rule of the guarantee that is switched off in a running service. The suite must notice each; names of types and
 * methods are text, as in {@link FailPoint}.
 */
public enum Mutant {
    /** Commits no longer wait for what is in flight, and nothing refuses them. */
    BARRIER_OFF,
    /** Rows are written at the present time instead of the time of what was read. */
    PLAIN_WRITE,
    /** The cursor of a slice is kept at once, outside of the transaction of its events. */
    CURSOR_OUTSIDE,
    /** A row that had an end of life has none afterwards. */
    TTL_DROPPED,
    /** A repeated write gets the time of its repetition. */
    RETRY_AT_NEW_TIME,
    /** Results that end in the drain are handed on only after the commit. */
    FORWARD_AFTER_COMMIT,
    /** Rows are deleted at the present time instead of the time of what was read. */
    DELETE_AT_PRESENT,
    /** Entries are written at the present time instead of the time of their row. */
    ENTRY_AT_PRESENT,
    /** Documents have the present time as their version instead of the time of their row. */
    INDEXED_AT_PRESENT_TIME,
    /** Nobody looks again whether the row of a document that was created is there. */
    CREATED_UNCHECKED,
    /** Documents that Elasticsearch has no room for count as written. */
    BUSY_COUNTED_AS_DONE,
    /** Documents that Elasticsearch has no room for become dead letters. */
    BUSY_DEAD_LETTERED,
    /** Nobody counts the answers: documents without one count as written. */
    ANSWERS_UNCOUNTED,
    /** Documents are sent however long ago their rows were read. */
    SENT_LONG_AFTER_READ,
    /** Every job writes one microsecond above what it has read. */
    ONE_FENCE,
    /** Nobody knows which events were processed when the broker has forgotten it. */
    PROCESSED_AGAIN,
    /** What became of the assets of a synchronous job is told some time after their cursor has moved. */
    RESULTS_AFTER_CURSOR,
    /** A row that is in its table goes into it again. */
    COVERED_AGAIN,
    /** Nobody looks whether another writer has committed. */
    RACE_UNCHECKED,
    /** The offsets are in the snapshots alone, which expire. */
    SNAPSHOTS_ALONE,
    /** A topic that was made anew is read as if it were the old one. */
    TOPIC_ANEW_TAKEN,
    /** Records that the topic has forgotten are passed over. */
    LOST_ROWS_PASSED_OVER,
    /** A commit that was carried out counts as lost when the catalogue says so. */
    DONE_UNNOTICED;

    private static final String ENGINE = "dev.reprise.worker.topology.async.AsyncEngine";
    private static final String PROCESSOR = "dev.reprise.worker.topology.async.AsyncProcessor";
    private static final String GUARD = "dev.reprise.worker.topology.async.CommitGuard";
    private static final String WRITE = "dev.reprise.common.assets.FencedWrite";
    private static final String PINNED = "dev.reprise.common.job.Pinned";
    private static final String PROCESSED = "dev.reprise.worker.topology.ProcessedEvents";
    private static final String STORE = "dev.reprise.assets.cassandra.BucketedAssetStore";
    private static final String DELETE = "dev.reprise.assets.cassandra.DeleteAsset";
    private static final String ENTRY = "dev.reprise.common.assets.IndexEntry";
    private static final String DOCUMENT = "dev.reprise.reindex.DocumentWrite";
    private static final String REMOVALS = "dev.reprise.reindex.elasticsearch.Removals";
    private static final String ANSWERS = "dev.reprise.reindex.elasticsearch.Delivery$Cases";
    private static final String BULK = "dev.reprise.reindex.elasticsearch.BulkRequests";
    private static final String SINK = "dev.reprise.reindex.elasticsearch.BulkSink";
    private static final String POSITIONS = "dev.reprise.iceberg.progress.ReadPositions";
    private static final String CONTINUITY = "dev.reprise.iceberg.progress.Continuity";
    private static final String SAME = "dev.reprise.iceberg.table.SamePositions";
    private static final String LAKEHOUSE = "dev.reprise.iceberg.table.Lakehouse";
    private static final String EMITTER = "dev.reprise.idproducer.emit.Emitter";
    private static final String CURSORS = "dev.reprise.idproducer.topology.EmitterProcessor";

    /** A method and the advice that breaks it. */
    record Break(String type, String method, String advice) {}

    /** Returns what is broken. */
    List<Break> breaks() {
        return switch (this) {
            case BARRIER_OFF ->
                List.of(
                        new Break(ENGINE, "drain", "DrainDoesNotWait"),
                        new Break(GUARD, "refuseWhatBreaksThePromise", "DoesNothing"));
            case PLAIN_WRITE -> List.of(new Break(WRITE, "replacing", "WritesAtPresentTime"));
            case CURSOR_OUTSIDE ->
                List.of(
                        new Break(CURSORS, "save", "CursorIsKeptAtOnce"),
                        new Break(EMITTER, "hold", "CursorIsTakenFromOutside"));
            case TTL_DROPPED -> List.of(new Break(WRITE, "replacing", "ForgetsTheEndOfLife"));
            case RETRY_AT_NEW_TIME -> List.of(new Break(STORE, "write", "RepetitionGetsNewTime"));
            case DELETE_AT_PRESENT -> List.of(new Break(DELETE, "bind", "DeletesAtPresentTime"));
            case ENTRY_AT_PRESENT -> List.of(new Break(ENTRY, "writtenAtMicros", "EntriesAtPresentTime"));
            case FORWARD_AFTER_COMMIT ->
                List.of(
                        new Break(PROCESSOR, "drain", "DrainIsMarked"),
                        new Break(PROCESSOR, "handOnInItsContext", "ResultIsPutOff"),
                        new Break(PROCESSOR, "orGiveUp", "ResultsFollow"));
            case INDEXED_AT_PRESENT_TIME -> List.of(new Break(DOCUMENT, "version", "IsThePresentTime"));
            case ONE_FENCE -> List.of(new Break(PINNED, "fence", "IsOne"));
            case PROCESSED_AGAIN -> List.of(new Break(PROCESSED, "isProcessed", "IsFalse"));
            case COVERED_AGAIN -> List.of(new Break(POSITIONS, "covers", "IsFalse"));
            case RACE_UNCHECKED ->
                List.of(new Break(SAME, "hold", "IsTrue"), new Break(LAKEHOUSE, "isAsRead", "IsTrue"));
            case SNAPSHOTS_ALONE -> List.of(new Break(POSITIONS, "of", "KnowsSnapshotsAlone"));
            case TOPIC_ANEW_TAKEN -> List.of(new Break(CONTINUITY, "from", "TakesAnotherTopic"));
            case LOST_ROWS_PASSED_OVER -> List.of(new Break(CONTINUITY, "from", "PassesOverLostRows"));
            case DONE_UNNOTICED -> List.of(new Break(SAME, "isDone", "IsFalse"));
            case CREATED_UNCHECKED -> List.of(new Break(REMOVALS, "withoutRow", "FindsEveryRow"));
            case BUSY_COUNTED_AS_DONE -> List.of(new Break(ANSWERS, "again", "AgainIsDone"));
            case BUSY_DEAD_LETTERED -> List.of(new Break(ANSWERS, "again", "AgainIsRefused"));
            case ANSWERS_UNCOUNTED -> List.of(new Break(BULK, "answers", "AnswersAreMadeUp"));
            case SENT_LONG_AFTER_READ -> List.of(new Break(SINK, "requireFresh", "DoesNothing"));
            case RESULTS_AFTER_CURSOR ->
                List.of(
                        new Break(CURSORS, "processed", "TellingIsPutOff"),
                        new Break(CURSORS, "report", "TellingFollows"));
        };
    }

    AgentBuilder breakIn(AgentBuilder agent) {
        AgentBuilder broken = agent;
        for (Break one : breaks()) {
            broken = broken.type(named(one.type()))
                    .transform(new ForAdvice()
                            .include(Mutant.class.getClassLoader())
                            .advice(named(one.method()), Mutant.class.getPackageName() + "." + one.advice()));
        }
        return broken;
    }
}
