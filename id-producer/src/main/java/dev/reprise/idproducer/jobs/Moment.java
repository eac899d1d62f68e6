package dev.reprise.idproducer.jobs;

import dev.reprise.common.topic.EventQueue;
import java.time.Instant;
import java.util.Objects;

/**
 * What the coordinator sees of the world when it takes something in. With it, what it does follows from its state and what it
 * is given alone.
 *
 * @param now the time
 * @param queue the events before the workers, as last measured
 */
public record Moment(Instant now, EventQueue queue) {
    public Moment {
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(queue, "queue");
    }
}
