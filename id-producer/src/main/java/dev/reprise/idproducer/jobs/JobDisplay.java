package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.Job;
import java.util.List;

/**
 * Shows jobs to the operators. Only the instance that leads the jobs shows any.
 *
 * <p>Threading: called by one thread at a time.
 */
public interface JobDisplay {

    /** For whoever does not care. */
    JobDisplay IGNORED = new JobDisplay() {
        @Override
        public void show(List<JobStanding> open) {
            // Nothing is kept.
        }

        @Override
        public void closed(Job job) {
            // Nothing is kept.
        }
    };

    /** Shows these open jobs, and no others any more; none when the jobs are led elsewhere. */
    void show(List<JobStanding> open);

    /** Takes note of a job whose ledger was closed. */
    void closed(Job job);
}
