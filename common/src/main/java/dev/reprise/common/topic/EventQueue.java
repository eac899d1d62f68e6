package dev.reprise.common.topic;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The queue of events before the workers, as it was measured once: how far each partition is processed, and where it ends.
 * Offsets are not counts, since transactions leave markers in the log: this paces, scales and tells what may still come,
 * and never enters a ledger.
 *
 * <p>Threading: immutable.
 *
 * @param number counts the measurements of one process, from 1; each begins after the one before it has ended
 * @param partitions by number
 */
public record EventQueue(long number, Map<Integer, Place> partitions) {

    /** Nothing is measured yet. */
    public static final EventQueue UNKNOWN = new EventQueue(0, Map.of());

    /**
     * One partition.
     *
     * @param processed offset before which the workers have nothing left to do
     * @param end offset of the next record
     */
    public record Place(long processed, long end) {

        /**
         * Measures a partition. What was deleted from its beginning will never be processed, so it does not wait.
         *
         * @param committed what the workers have committed; {@code null} for nothing
         * @param first offset of the first record that is still there
         * @param end offset of the next record
         */
        public static Place of(@Nullable Long committed, long first, long end) {
            return new Place(committed == null ? first : Math.max(committed, first), end);
        }
    }

    public EventQueue {
        partitions = Map.copyOf(partitions);
    }

    /** Returns how many events wait for the workers, at most. */
    public long lag() {
        return partitions.values().stream()
                .mapToLong(place -> Math.max(0, place.end() - place.processed()))
                .sum();
    }

    /** Returns how many events were processed or deleted since the topic was made, at most. */
    public long processed() {
        return partitions.values().stream().mapToLong(Place::processed).sum();
    }

    /** Returns whether all that an earlier measurement found in the queue is processed now, whatever has come behind it. */
    public boolean hasPassed(EventQueue earlier) {
        return earlier.partitions.entrySet().stream().allMatch(then -> {
            Place now = partitions.get(then.getKey());
            // A topic that was made anew ends before it ended then.
            return now == null || now.processed() >= Math.min(then.getValue().end(), now.end());
        });
    }
}
