package dev.reprise.worker.concurrency;

/** What keeps the rows in flight below their maximum. */
public enum SlowedBy {
    /** The database answers more slowly than it could. */
    DATABASE("database"),
    /** The payloads of more rows would not fit into the memory. */
    MEMORY("memory"),
    /** Nothing. */
    NOTHING("nothing");

    private final String word;

    SlowedBy(String word) {
        this.word = word;
    }

    /** Returns the word for metrics. */
    public String word() {
        return word;
    }
}
