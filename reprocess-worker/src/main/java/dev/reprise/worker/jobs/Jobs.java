package dev.reprise.worker.jobs;

import dev.reprise.common.job.JobBrief;
import java.util.Optional;

/** The jobs as they were last committed by the coordinator. */
@FunctionalInterface
public interface Jobs {

    /** Returns a job, or empty when no record of it has arrived yet. */
    Optional<JobBrief> find(String job);
}
