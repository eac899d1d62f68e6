package dev.reprise.iceberg.progress;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Judges whether the topic goes on where the tables end. If not, rows were lost before they were read, and only a person may
 * accept that: by a word that names this loss and no other.
 *
 * <p>Threading: immutable.
 *
 * @param acceptedLoss what the setting {@value #KEY} says; empty for nothing
 */
public record Continuity(Optional<String> acceptedLoss) {

    /** The setting by which a loss is accepted. */
    public static final String KEY = "reprise.export.accept-loss";

    /**
     * Returns where to read on.
     *
     * @param read how far the topic was read
     * @throws RefusedException if rows were lost, and nobody has accepted that
     */
    public ReadPositions from(ReadPositions read, TopicState topic) {
        String loss = topic.id() + ":" + read.total();
        boolean isAccepted = acceptedLoss.filter(loss::equals).isPresent();
        if (!read.topicId().equals(topic.id())) {
            if (!isAccepted) {
                throw new RefusedException("the topic " + topic.name() + " was made anew: its id is " + topic.id()
                        + ", and the tables go on from the topic with the id " + read.topicId()
                        + ". Rows that were only in the old topic are lost; export them again." + accept(loss));
            }
            return new ReadPositions(topic.id(), topic.begins());
        }
        Map<Integer, Long> from = new TreeMap<>();
        topic.begins().forEach((partition, begin) -> {
            long next = read.next(partition);
            if (begin > next && !isAccepted) {
                throw new RefusedException("the topic " + topic.name() + " begins at offset " + begin + " in partition "
                        + partition + ", but was read up to " + next
                        + " only: rows were deleted before they were read. Export them again." + accept(loss));
            }
            from.put(partition, Math.max(begin, next));
        });
        return new ReadPositions(topic.id(), from);
    }

    private static String accept(String loss) {
        return " To go on without them, set " + KEY + "=" + loss + " and restart";
    }
}
