package dev.reprise.service.metrics;

/**
 * The name and the meaning of each metric of Reprise. The label of a job is {@code reprise_job}: Prometheus itself uses
 * {@code job} for what it scrapes.
 *
 * <p>Prometheus sees dots as underscores. A counter gets the ending {@code _total}, a timer {@code _seconds}.
 */
public enum Metric {
    CASSANDRA_REQUESTS("reprise.cassandra.request", "How long a request to Cassandra took, as the driver measures it"),
    CASSANDRA_FAILURES("reprise.cassandra.request.failures", "Requests to Cassandra that gave an error or no answer"),
    FOREIGN_RECORDS("reprise.foreign.records", "Records that Reprise did not write and passed over"),

    WORKER_EVENTS("reprise.worker.events", "Events by what became of them; a replay counts again"),
    WORKER_JOB_EVENTS("reprise.worker.job.events", "Events of open jobs by what became of them; a replay counts again"),
    WORKER_DEAD_LETTERS("reprise.worker.dead.letters", "Dead letters by the stage at which the asset failed"),
    WORKER_IN_FLIGHT("reprise.worker.in.flight.rows", "Rows in flight"),
    WORKER_IN_FLIGHT_LIMIT("reprise.worker.in.flight.limit.rows", "How many rows may be in flight now"),
    WORKER_IN_FLIGHT_WAITING("reprise.worker.in.flight.waiting.groups", "Groups of rows that wait for room"),
    WORKER_THROTTLED("reprise.worker.throttled", "1 while this slows the worker down, else 0"),
    WORKER_CASSANDRA_P99("reprise.worker.cassandra.p99.seconds", "Latency of the last 512 requests"),
    WORKER_DECISION("reprise.worker.decision", "How long the processor took to decide about a row"),
    WORKER_TOO_SLOW("reprise.worker.decisions.too.slow", "Rows that were not decided about in time"),
    WORKER_STUCK("reprise.worker.decisions.stuck.threads", "Threads that such rows still keep busy"),
    WORKER_DRAIN("reprise.worker.drain", "How long a commit waited until nothing was in flight"),
    WORKER_COMMIT("reprise.worker.commit", "How long Kafka took to commit a transaction"),
    WORKER_LAG("reprise.worker.lag", "Events that the workers have still to process"),
    WORKERS_WANTED("reprise.worker.wanted", "How many workers there should be"),

    JOB_STATE("reprise.job.state.seconds", "How long an open job has been in its state"),
    JOB_EMITTED("reprise.job.emitted.events", "Events emitted of an open job"),
    JOB_OUTCOMES("reprise.job.outcomes", "Outcomes of an open job in its ledger"),
    JOB_LEDGER_DIFFERENCE("reprise.job.ledger.difference.events", "Emitted events of an open job without an outcome"),
    JOB_PARKED("reprise.job.parked.events", "Events of an open job that workers keep back"),
    JOB_SLICES_PLANNED("reprise.job.planned.slices", "Slices of the current round of an open job"),
    JOB_SLICES_DONE("reprise.job.done.slices", "Slices of the current round whose events are all emitted"),
    JOB_ROUND("reprise.job.round", "The current round of an open job"),
    JOB_HELD_UP("reprise.job.held.up", "1 while this holds an open job up, else 0"),
    JOB_HELD_TO("reprise.job.held.to.events", "Rate that an open job has for production's sake"),
    JOB_BUDGET("reprise.job.error.budget.used.ratio", "Failures of an open job, as a part of those allowed"),
    JOBS_OPEN("reprise.jobs.open", "Open jobs by state; 0 on instances without the coordinator"),
    JOBS_ENDED("reprise.jobs.ended", "Jobs whose ledger was closed, by their final state"),
    LEDGER_MISMATCHES("reprise.ledger.mismatches", "Jobs whose ledger was closed although its sums differ"),

    PRODUCTION_P99("reprise.production.p99.seconds", "Latency of the canary's requests in the last seconds"),
    PRODUCTION_SIGNAL_LOST("reprise.production.signal.lost", "1 while a signal that is asked does not answer, else 0"),

    EXPORT_STATE("reprise.export.state", "1 while the writer is in this state, else 0"),
    EXPORT_LAG("reprise.export.lag.records", "Records of the topic that are not committed yet"),
    EXPORT_WAITING("reprise.export.waiting.seconds", "Age of the oldest row that is read and not committed"),
    EXPORT_ROWS_READ("reprise.export.read.rows", "Rows read for a table; what is read again counts again"),
    EXPORT_ROWS_COMMITTED("reprise.export.committed.rows", "Rows that are in a table"),
    EXPORT_FILES_COMMITTED("reprise.export.committed.files", "Files that are part of a table"),
    EXPORT_BYTES_COMMITTED("reprise.export.committed.bytes", "Bytes of the files that are part of a table"),
    EXPORT_REJECTED(
            "reprise.export.rejected.records", "Records that belong into no table; one read again counts again"),
    EXPORT_COMMIT("reprise.export.commit", "How long the commit of all tables took");

    private final String meter;
    private final String help;

    Metric(String meter, String help) {
        this.meter = meter;
        this.help = help;
    }

    /** Returns the name for Micrometer. */
    public String meter() {
        return meter;
    }

    /** Returns what it is, in a sentence. */
    public String help() {
        return help;
    }
}
