package dev.reprise.reindex;

import java.util.Objects;

/**
 * An index that a job makes in the place of the one behind an alias. Its name follows from alias and job, so that it is found
 * again after a crash.
 *
 * <p>Threading: immutable.
 *
 * @param alias that readers use
 * @param job id of the job
 */
public record RebuiltIndex(String alias, String job) {

    public RebuiltIndex {
        Objects.requireNonNull(alias, "alias");
        Objects.requireNonNull(job, "job");
    }

    /** Returns its name. */
    public String name() {
        return alias + "-" + job;
    }

    /**
     * Returns the alias that it has until it is finished. Live writers find it by that. The same request moves the alias of
     * the readers and takes this one away: whoever takes it away first decides whether the other is ever moved.
     */
    public String next() {
        return alias + "-next";
    }
}
