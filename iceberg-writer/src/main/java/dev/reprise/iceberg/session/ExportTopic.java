package dev.reprise.iceberg.session;

import dev.reprise.iceberg.progress.ReadPositions;
import dev.reprise.iceberg.progress.TopicState;
import java.util.List;

/**
 * The topic of exported rows, as far as it is committed.
 *
 * <p>Threading: one thread.
 */
public interface ExportTopic extends AutoCloseable {

    /** Asks Kafka what the topic is now. */
    TopicState state();

    /** Begins to read all partitions there. */
    void start(ReadPositions from);

    /** Waits for a moment, and returns what has come: at most some hundred records. */
    List<ExportEntry> poll();

    /** Returns the offset behind the last record that was returned, and behind the marks of transactions after it. */
    ReadPositions positions();

    /** Leaves; never throws what matters. */
    @Override
    void close();
}
