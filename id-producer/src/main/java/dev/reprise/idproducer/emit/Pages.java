package dev.reprise.idproducer.emit;

import dev.reprise.common.job.JobBrief;

/**
 * How ids are read.
 *
 * <p>Threading: immutable.
 *
 * @param sources where they come from
 * @param size ids read at once
 */
public record Pages(IdSources sources, int size) {

    /** With more jobs than this at once, each gets smaller pages. */
    private static final int FULL_PAGE_JOBS_MAX = 8;

    /** A page of a job that gives way: production's requests do not wait long behind it. */
    private static final int HELD_SIZE_MAX = 256;

    /**
     * Returns how many ids of a job are read at once. Pages of many jobs take no more memory than those of a few.
     *
     * @param jobs that are read, this one included
     */
    int sizeFor(JobBrief job, int jobs) {
        int most = job.openTerms().heldTo() == null ? size : Math.min(size, HELD_SIZE_MAX);
        return Math.max(1, most * FULL_PAGE_JOBS_MAX / Math.max(FULL_PAGE_JOBS_MAX, jobs));
    }
}
