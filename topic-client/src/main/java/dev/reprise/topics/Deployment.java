package dev.reprise.topics;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.AuditEntry;
import dev.reprise.common.request.Rejection;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A deployment, by its topics. Whatever does not answer within about ten seconds ends in a {@link
 * KafkaUnavailableException} that names it.
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
    RecordFeed<Rejection> rejections();

    /**
     * Opens the previews of a job.
     *
     * @param job the job
     * @param since when it began
     */
    RecordFeed<Preview> previews(String job, Instant since);

    /**
     * Posts a request, and returns when Kafka has stored it.
     *
     * @param job key of the message
     * @param value the request as JSON
     */
    Rejection.Position post(String job, byte[] value);

    /**
     * Reads the dead letters of all jobs, from a time on up to now.
     *
     * @param each gets one after the other; those of one asset in their order
     */
    void deadLetters(Instant since, Consumer<DeadLetter> each);

    /** Returns the story of a job, in order. */
    List<AuditEntry> audit(String job);

    /** Gives every asset that the last scan of a job found below its target, in no order. */
    void left(String job, Consumer<AssetEvent> each);

    /**
     * Begins to ask how many events wait for the workers, at once.
     *
     * @return waits for the answer; it is empty when no worker has ever worked here
     */
    Supplier<OptionalLong> workerLag();

    @Override
    void close();
}
