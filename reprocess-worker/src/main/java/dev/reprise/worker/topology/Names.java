package dev.reprise.worker.topology;

/** Names of nodes and stores; the stores' names are part of the names of their changelog topics. */
final class Names {
    static final String EVENTS = "events";
    static final String WORKER = "worker";
    static final String BARRIER = "worker-barrier";
    static final String TOTALS = "worker-totals";
    static final String PARKED = "worker-parked";
    static final String TO_PROGRESS = "to-progress";

    private Names() {}
}
