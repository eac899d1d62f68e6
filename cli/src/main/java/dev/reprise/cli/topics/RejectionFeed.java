package dev.reprise.cli.topics;

import dev.reprise.common.request.Rejection;
import java.time.Duration;
import java.util.List;

/**
 * Requests that are refused, from the moment of opening on.
 *
 * <p>Threading: one thread, which blocks.
 */
public interface RejectionFeed extends AutoCloseable {

    /** Waits for rejections, at most so long. */
    List<Rejection> poll(Duration atMost);

    @Override
    void close();
}
