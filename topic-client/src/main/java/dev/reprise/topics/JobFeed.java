package dev.reprise.topics;

import dev.reprise.common.job.Job;
import dev.reprise.common.job.Progress;
import java.time.Duration;
import java.util.List;

/**
 * The states of jobs as they change.
 *
 * <p>Threading: one thread, which blocks.
 */
public interface JobFeed extends AutoCloseable {

    /**
     * What has changed.
     *
     * @param jobs states in the order in which they were published
     * @param slices totals of slices of jobs that are not over, as last published
     */
    record Changes(List<Job> jobs, List<Progress> slices) {
        public Changes {
            jobs = List.copyOf(jobs);
            slices = List.copyOf(slices);
        }
    }

    /** Reads up to now: of each job the states of its last seconds, of a job that is not over also its slices. */
    Changes catchUp();

    /** Waits for changes after {@link #catchUp}, at most so long. */
    Changes poll(Duration atMost);

    @Override
    void close();
}
