package dev.reprise.cli.topics;

import dev.reprise.common.request.Rejection;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A deployment, by its topics. Whatever does not answer within about ten seconds ends in a {@link
 * dev.reprise.cli.invocation.FailedException} that names it.
 *
 * <p>Threading: one thread, which blocks.
 */
public interface Deployment extends AutoCloseable {

    /**
     * Opens the states of jobs, to be read from their beginning.
     *
     * @param job the only job of interest; {@code null} for all
     */
    JobFeed jobs(@Nullable String job);

    /** Opens the rejections, from now on. */
    RejectionFeed rejections();

    /**
     * Opens the previews of a job.
     *
     * @param job the job
     * @param since when it began
     */
    PreviewFeed previews(String job, Instant since);

    /**
     * Posts a request, and returns when Kafka has stored it.
     *
     * @param job key of the message
     * @param value the request as JSON
     */
    Rejection.Position post(String job, byte[] value);

    /** Returns how many events wait for the workers, or empty when no worker has ever worked here. */
    OptionalLong workerLag();

    @Override
    void close();
}
