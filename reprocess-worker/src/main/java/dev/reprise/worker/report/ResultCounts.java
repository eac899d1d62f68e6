package dev.reprise.worker.report;

import dev.reprise.common.job.JobBrief;
import dev.reprise.pipeline.result.Result;
import java.util.Optional;
import java.util.function.Function;

/**
 * Counts results for the operators.
 *
 * <p>Threading: safe for any number of threads.
 */
public interface ResultCounts {

    /**
     * Returns what counts the results of one task; used by one thread.
     *
     * @param jobs what is known of a job now
     */
    OfTask ofTask(Function<String, Optional<JobBrief>> jobs);

    /** Takes note of what became of a job. */
    void changed(JobBrief job);

    /** Counts the results of one task. */
    interface OfTask {
        /** Counts a result; called for every row, so it must be cheap. */
        void count(String job, String assetType, Result result);
    }

    /** Counts nothing. */
    ResultCounts IGNORED = new ResultCounts() {
        @Override
        public OfTask ofTask(Function<String, Optional<JobBrief>> jobs) {
            return (job, assetType, result) -> {};
        }

        @Override
        public void changed(JobBrief job) {
            // Nothing is kept.
        }
    };
}
