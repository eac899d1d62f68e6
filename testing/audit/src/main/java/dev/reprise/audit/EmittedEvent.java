package dev.reprise.audit;

import dev.reprise.common.event.AssetEvent;
import java.util.Objects;

/**
 * An event as it stands in the topic.
 *
 * <p>Threading: immutable.
 *
 * @param event the event
 * @param round round that its header says, 1 without the header
 */
public record EmittedEvent(AssetEvent event, int round) {
    public EmittedEvent {
        Objects.requireNonNull(event, "event");
    }
}
