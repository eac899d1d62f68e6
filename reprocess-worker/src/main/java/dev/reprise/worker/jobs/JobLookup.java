package dev.reprise.worker.jobs;

import java.util.concurrent.CompletionStage;

/** Looks for a job where all of them are, for a worker that has not heard of it. */
@FunctionalInterface
public interface JobLookup {

    /**
     * Looks for a job. The look begins after this is called: an event that was read before belongs to a job that is there
     * by then, if it belongs to any.
     *
     * @return completes with whether the job may exist: false only when it is known not to
     */
    CompletionStage<Boolean> mayExist(String job);
}
