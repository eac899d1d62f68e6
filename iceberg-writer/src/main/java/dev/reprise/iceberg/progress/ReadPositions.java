package dev.reprise.iceberg.progress;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How far a topic is read: by partition, the offset before which every row is dealt with. It is stored as properties of a
 * table, in the commit of the rows themselves.
 *
 * <p>Threading: immutable.
 *
 * @param topicId id that Kafka gave the topic; another topic of the same name has another
 * @param next offset of the next record, by partition; a partition that is not in it is read from 0
 */
public record ReadPositions(String topicId, Map<Integer, Long> next) {

    /** Name of the property with the id of the topic. */
    public static final String TOPIC_ID = "reprise.export.topic-id";

    /** Name of the property with the offsets, such as {@code 0=17,1=4}. */
    public static final String OFFSETS = "reprise.export.offsets";

    public ReadPositions {
        Objects.requireNonNull(topicId, "topicId");
        next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
    }

    /** Returns the positions of a topic of which nothing is read. */
    public static ReadPositions none(String topicId) {
        return new ReadPositions(topicId, Map.of());
    }

    /**
     * Reads the properties of a table or of a snapshot.
     *
     * @return empty when they tell of no topic
     * @throws IllegalArgumentException if somebody has changed them to something else
     */
    public static Optional<ReadPositions> of(Map<String, String> properties) {
        String id = properties.get(TOPIC_ID);
        String offsets = properties.get(OFFSETS);
        return id == null || offsets == null ? Optional.empty() : Optional.of(new ReadPositions(id, parsed(offsets)));
    }

    /** Returns the properties to be stored. */
    public Map<String, String> properties() {
        return Map.of(TOPIC_ID, topicId, OFFSETS, offsets());
    }

    /** Returns the offset of the next record of a partition. */
    public long next(int partition) {
        return next.getOrDefault(partition, 0L);
    }

    /** Returns whether a record is dealt with. */
    public boolean covers(int partition, long offset) {
        return offset < next(partition);
    }

    /** Returns the further of both in each partition. */
    public ReadPositions furthest(ReadPositions other) {
        if (!topicId.equals(other.topicId)) {
            throw new IllegalArgumentException("positions of two topics");
        }
        SortedMap<Integer, Long> furthest = new TreeMap<>(next);
        other.next.forEach((partition, offset) -> furthest.merge(partition, offset, Math::max));
        return new ReadPositions(topicId, furthest);
    }

    /** Returns the sum over all partitions: it tells two positions of one topic apart. */
    public long total() {
        return next.values().stream().mapToLong(Long::longValue).sum();
    }

    private String offsets() {
        return next.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    private static Map<Integer, Long> parsed(String text) {
        Map<Integer, Long> offsets = new TreeMap<>();
        for (String part : text.isEmpty() ? new String[0] : text.split(",", -1)) {
            String[] sides = part.split("=", -1);
            @Nullable Long before;
            try {
                before = sides.length == 2
                        ? offsets.put(Integer.parseInt(sides[0]), Long.parseLong(sides[1]))
                        : (Long) 0L;
            } catch (NumberFormatException e) {
                throw unreadable(e);
            }
            if (before != null) {
                throw unreadable(null);
            }
        }
        return offsets;
    }

    private static IllegalArgumentException unreadable(@Nullable Throwable cause) {
        return new IllegalArgumentException(
                "the property " + OFFSETS + " is not of the form 0=17,1=4; restore it from the snapshots", cause);
    }
}
