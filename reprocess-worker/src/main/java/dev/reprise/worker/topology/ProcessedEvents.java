package dev.reprise.worker.topology;

import dev.reprise.common.wire.Json;
import dev.reprise.service.kafka.StoredState;
import dev.reprise.worker.topology.async.ConsumedRecord;
import java.util.Objects;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the events of a task are processed, stored in the transaction of their offsets. A broker may forget the offsets of
 * a group, and Kafka Streams then begins at the beginning of the topic. What comes again is known by this, and passed over.
 *
 * <p>A place in the log is an epoch of its leader and an offset. Neither falls along a log. So a record below the offset that
 * is of a later epoch was written where the broker had lost others: it is new, and the loss is told.
 *
 * <p>The entry stands among the totals, under a key that no job has. A store of its own would stop an upgrade. An earlier
 * release takes the entry for totals of a job that it never meets, and leaves it as it is.
 *
 * <p>Threading: confined to one stream thread. Bound: one entry of the store.
 */
final class ProcessedEvents {

    /** No job is called so: the store is that of the totals, by job. */
    static final String KEY = "@processed";

    private static final Logger LOG = LoggerFactory.getLogger(ProcessedEvents.class);

    private final KeyValueStore<String, byte[]> store;
    private final String topicId;
    private Place stored;
    private int epoch;
    private long next;

    /** The epoch of the record that is judged, as long as no record says another. */
    private int epochNow;

    private boolean isForgottenTold;

    /**
     * A place in the log.
     *
     * @param topicId of the topic: one that was made anew is another
     * @param epoch of the leader that has written the last event that was processed
     * @param next the offset behind that event
     */
    record Place(String topicId, int epoch, long next) {
        Place {
            Objects.requireNonNull(topicId, "topicId");
        }
    }

    /**
     * Takes up what is stored.
     *
     * @param topicId of the topic of the events
     */
    ProcessedEvents(KeyValueStore<String, byte[]> store, String topicId) {
        this.store = store;
        this.topicId = topicId;
        byte[] before = store.get(KEY);
        Place place = before == null ? null : StoredState.read(Names.TOTALS, KEY, before, Place.class);
        stored = place == null || !place.topicId().equals(topicId) ? new Place(topicId, 0, 0) : place;
        epoch = stored.epoch();
        next = stored.next();
        epochNow = epoch;
    }

    /** Returns whether a record was processed before; notes it as processed when it was not. */
    boolean passOver(ConsumedRecord<byte[], byte[]> consumed) {
        epochNow = LeaderEpochs.takeFrom(consumed.record().headers()).orElse(epochNow);
        long offset = consumed.offset();
        if (isProcessed(epochNow, offset)) {
            tellForgotten(consumed);
            return true;
        }
        if (offset < next) {
            LOG.error(
                    "event=events-lost topic={} partition={} from={} to={} reason=\"the broker has lost records there, and"
                            + " others are written in their place\"",
                    consumed.topic(),
                    consumed.partition(),
                    offset,
                    next);
        }
        epoch = epochNow;
        next = offset + 1;
        return false;
    }

    private boolean isProcessed(int ofEpoch, long offset) {
        return offset < next && ofEpoch <= epoch;
    }

    private void tellForgotten(ConsumedRecord<byte[], byte[]> consumed) {
        if (!isForgottenTold) {
            isForgottenTold = true;
            LOG.error(
                    "event=offsets-forgotten topic={} partition={} from={} to={} action=\"pass over what was processed\"",
                    consumed.topic(),
                    consumed.partition(),
                    consumed.offset(),
                    next);
        }
    }

    /** Stores how far it is; to be called before the offsets are committed. */
    void store() {
        if (next != stored.next() || epoch != stored.epoch()) {
            stored = new Place(topicId, epoch, next);
            store.put(KEY, Json.bytes(stored));
        }
    }
}
