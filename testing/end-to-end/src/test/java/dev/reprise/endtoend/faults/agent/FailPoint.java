package dev.reprise.endtoend.faults.agent;

/**
 * A point in the code of a service at which its process can be killed or suspended. Names of types and methods are text,
 * since the agent is loaded before them; a test holds them against the classes.
 */
public enum FailPoint {
    /** Rows are read, nothing is decided yet: what is written later rests on what is known now. */
    ROWS_READ("dev.reprise.pipeline.AssetPipeline", "decide", Moment.BEFORE),
    /** A write has left, and nobody knows what becomes of it. */
    WRITE_SENT("dev.reprise.assets.cassandra.BucketedAssetStore", "write", Moment.AFTER),
    /** An operation is over, its result is not handed on yet. */
    WRITE_ACKNOWLEDGED("dev.reprise.worker.topology.async.AsyncEngine", "handOn", Moment.BEFORE),
    /** Nothing is in flight any more, nothing of it is committed. */
    DRAINED("dev.reprise.worker.topology.async.AsyncEngine", "drain", Moment.AFTER),
    /** The offsets are in the transaction, which is not committed. */
    OFFSETS_SENT("org.apache.kafka.clients.producer.KafkaProducer", "sendOffsetsToTransaction", Moment.AFTER),
    /** Everything is in the transaction, which is about to be committed. */
    COMMITTING("org.apache.kafka.clients.producer.KafkaProducer", "commitTransaction", Moment.BEFORE),
    /** The transaction is committed, nothing has gone on from there. */
    COMMITTED("org.apache.kafka.clients.producer.KafkaProducer", "commitTransaction", Moment.AFTER),
    /** In the middle of the events of a page. */
    EVENT_EMITTED("dev.reprise.idproducer.topology.EmitterProcessor", "emit", Moment.AFTER),
    /** What became of an asset is told by the instance that has found it, and its cursor has not moved. */
    RESULT_TOLD("dev.reprise.idproducer.topology.EmitterProcessor", "processed", Moment.AFTER),
    /** A cursor has moved, within an open transaction. */
    CURSOR_SAVED("dev.reprise.idproducer.topology.EmitterProcessor", "save", Moment.AFTER),
    /** The state of a job has changed, within an open transaction. */
    JOB_SAVED("dev.reprise.idproducer.topology.CoordinatorProcessor", "save", Moment.AFTER),
    /** Some slices of a round are planned and some are not. */
    SLICE_PLANNED("dev.reprise.idproducer.topology.CoordinatorProcessor", "plan", Moment.AFTER),
    /** Rows and offsets of a table are committed, and nothing else knows it. */
    TABLE_COMMITTED("dev.reprise.iceberg.session.ExportSession", "append", Moment.AFTER),
    /** Files of a table are written, and no commit has taken them over. */
    FILES_WRITTEN("dev.reprise.iceberg.table.WrittenTable", "append", Moment.BEFORE);

    private final String type;
    private final String method;
    private final Moment moment;

    /** Which end of the method. */
    enum Moment {
        BEFORE,
        AFTER
    }

    FailPoint(String type, String method, Moment moment) {
        this.type = type;
        this.method = method;
        this.moment = moment;
    }

    /** Returns the name of the class. */
    public String type() {
        return type;
    }

    /** Returns the name of its method. */
    public String method() {
        return method;
    }

    Moment moment() {
        return moment;
    }
}
