package dev.reprise.topics;

import java.time.Duration;
import java.util.List;

/**
 * What the records of a topic say, as they arrive. A record that a newer release or a stranger wrote is passed over.
 *
 * <p>Threading: one thread, which blocks.
 *
 * @param <T> what a record says
 */
public interface RecordFeed<T> extends AutoCloseable {

    /**
     * Waits for more of them, at most so long.
     *
     * @throws KafkaUnavailableException if Kafka cannot be read
     */
    List<T> poll(Duration atMost);

    @Override
    void close();
}
