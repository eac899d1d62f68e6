package dev.reprise.idproducer.jobs;

import dev.reprise.common.topic.EventQueue;
import dev.reprise.idproducer.production.Production;
import java.time.Instant;
import java.util.Objects;

/**
 * What the coordinator sees of the world when it takes something in. With it, what it does follows from its state and what it
 * is given alone.
 *
 * @param now the time
 * @param queue the events before the workers, as last measured
 * @param production how production fares, as last measured
 */
public record Moment(Instant now, EventQueue queue, Production production) {
    public Moment {
        Objects.requireNonNull(now, "now");
        Objects.requireNonNull(queue, "queue");
        Objects.requireNonNull(production, "production");
    }

    /** Creates a moment in which nobody looks at production. */
    public Moment(Instant now, EventQueue queue) {
        this(now, queue, Production.UNWATCHED);
    }
}
