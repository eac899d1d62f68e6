package dev.reprise.service.kafka;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a transaction changes anything: it holds a record, or an offset that the same member of the group has not
 * committed in the same generation. A generation later another member may have committed other offsets meanwhile, so then
 * all of them are news.
 *
 * <p>Threading: confined to one thread. Bound: one offset for each partition that the member has in this generation.
 */
final class ChangedOffsets {

    private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private @Nullable ConsumerGroupMetadata member;
    private boolean hasRecords;

    /** Notes that the transaction holds a record. */
    void sent() {
        hasRecords = true;
    }

    /**
     * Returns whether a transaction with these offsets changes anything, and notes them if so.
     *
     * @param sender who commits, and in which generation of the group
     */
    boolean add(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata sender) {
        if (!sender.equals(member)) {
            member = sender;
            committed.clear();
        }
        if (!hasRecords && committed.entrySet().containsAll(offsets.entrySet())) {
            return false;
        }
        uncommitted.putAll(offsets);
        return true;
    }

    /** Returns whether the transaction changes nothing. */
    boolean isEmpty() {
        return !hasRecords && uncommitted.isEmpty();
    }

    /** Notes that the transaction is committed. */
    void committed() {
        committed.putAll(uncommitted);
        aborted();
    }

    /** Notes that nothing of the transaction counts. */
    void aborted() {
        uncommitted.clear();
        hasRecords = false;
    }
}
