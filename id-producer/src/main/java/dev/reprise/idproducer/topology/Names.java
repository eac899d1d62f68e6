package dev.reprise.idproducer.topology;

/** Names of nodes and stores; the stores' names are part of the names of their changelog topics. */
final class Names {
    static final String COMMANDS = "commands";
    static final String PROGRESS = "progress";
    static final String COORDINATOR = "coordinator";
    static final String COORDINATOR_JOBS = "coordinator-jobs";
    static final String COORDINATOR_DEDUPLICATION = "coordinator-deduplication";
    static final String COORDINATOR_TOTALS = "coordinator-totals";
    static final String TO_JOBS = "to-jobs";
    static final String TO_AUDIT = "to-audit";
    static final String TO_SLICES = "to-slices";
    static final String TO_REJECTIONS = "to-rejections";
    static final String SLICES = "slices";
    static final String DEAD_LETTERS = "dead-letters";
    static final String DEAD_LETTERS_BY_AFFINITY_KEY = "dead-letters-by-affinity-key";
    static final String EMITTER = "emitter";
    static final String EMITTER_CURSORS = "emitter-cursors";
    static final String EMITTER_DEAD_LETTERS = "emitter-dead-letters";
    static final String EMITTER_INDEXED = "emitter-indexed";
    static final String EMITTER_SELECTED = "emitter-selected";
    static final String TO_EVENTS = "to-events";
    static final String TO_UNMIGRATED = "to-unmigrated";
    static final String TO_PROGRESS = "to-progress";

    private Names() {}
}
