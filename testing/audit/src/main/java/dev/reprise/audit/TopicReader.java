package dev.reprise.audit;

import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.Progress;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the topics to their present end, committed records only.
 *
 * <p>Threading: one thread, which blocks.
 */
public interface TopicReader {

    /** Returns the last record of a job, or empty when there is none. */
    Optional<Job> job(String job);

    /** Gives every visible event of a job. */
    void events(String job, Consumer<EmittedEvent> consumer);

    /** Gives every visible outcome of a job. */
    void outcomes(String job, Consumer<OutcomeRecord> consumer);

    /** Gives every visible dead letter of a job. */
    void deadLetters(String job, Consumer<DeadLetter> consumer);

    /** Gives the running totals of a job's sources, those of one source in the order in which it reported them. */
    void progress(String job, Consumer<Progress> consumer);
}
