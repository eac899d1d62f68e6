package dev.reprise.idproducer.jobs;

import dev.reprise.idproducer.plan.Plan;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A job the coordinator still has to do with: its record, its tally, and what is only worth keeping in memory.
 *
 * <p>Threading: confined to the coordinator's thread.
 */
final class ActiveJob {

    JobRecord job;
    final Tally tally;

    /** The plan being made, when one is. */
    @Nullable
    CompletableFuture<Plan> planning;

    /** Whether counts have changed since they were published. */
    boolean dirty;

    Instant publishedAt;

    /** Since when nothing is left to process and nothing is reported. */
    Instant quietSince;

    ActiveJob(JobRecord job, Tally tally, Instant now) {
        this.job = job;
        this.tally = tally;
        this.publishedAt = now;
        this.quietSince = now;
    }
}
