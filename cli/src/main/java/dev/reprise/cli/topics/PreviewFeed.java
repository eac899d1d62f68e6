package dev.reprise.cli.topics;

import dev.reprise.common.event.Preview;
import java.time.Duration;
import java.util.List;

/**
 * The previews of one job.
 *
 * <p>Threading: one thread, which blocks.
 */
public interface PreviewFeed extends AutoCloseable {

    /** Waits for more of them, at most so long. */
    List<Preview> poll(Duration atMost);

    @Override
    void close();
}
