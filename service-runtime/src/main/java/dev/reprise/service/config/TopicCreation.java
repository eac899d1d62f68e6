package dev.reprise.service.config;

import dev.reprise.common.topic.TopicSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/**
 * How topics are created, those of Kafka Streams too.
 *
 * @param isAllowed whether a service creates what is missing; Kafka Streams creates its internal topics in any case
 * @param partitions of a topic that has no number of its own
 * @param replicationFactor copies of each topic; {@code null} where nobody has set them, see {@link #in}
 * @param minInsyncReplicas copies that must have a record before it counts as written; {@code null} as above
 */
public record TopicCreation(
        boolean isAllowed, int partitions, @Nullable Integer replicationFactor, @Nullable Integer minInsyncReplicas) {

    /** So many copies have a majority when one is away: nothing stops, and nothing is forgotten. */
    private static final int COPIES = 3;

    private static final int MAJORITY = 2;

    /** Reads the keys; what only several of them make wrong is noted in the reader. */
    static TopicCreation from(ServiceKeys.TopicKeys keys, ConfigurationReader reader) {
        Integer copies = keys.replicationFactor().orElse(null);
        Integer insync = keys.minInsyncReplicas().orElse(null);
        if (copies != null && insync != null && insync > copies) {
            reader.note(
                    "reprise.topics.min-insync-replicas",
                    "is more than reprise.topics.replication-factor, so that nothing could ever be written");
        }
        return new TopicCreation(keys.create(), keys.partitions(), copies, insync);
    }

    /**
     * Returns what holds in a cluster where nobody has set it: three copies as soon as there are brokers for them, of which two
     * must have a record. With fewer brokers it is left to their own defaults.
     *
     * @param brokers how many there are
     */
    public TopicCreation in(int brokers) {
        Integer copies = replicationFactor;
        Integer inSync = minInsyncReplicas;
        if (copies == null && brokers >= COPIES) {
            copies = inSync == null ? COPIES : Math.max(COPIES, inSync);
        }
        if (inSync == null && copies != null && copies >= COPIES) {
            inSync = MAJORITY;
        }
        return new TopicCreation(isAllowed, partitions, copies, inSync);
    }

    /** Returns a topic as Kafka is asked to create it. */
    public NewTopic topic(TopicSpec topic) {
        Map<String, String> settings = new HashMap<>(topic.settings());
        if (minInsyncReplicas != null) {
            settings.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, minInsyncReplicas.toString());
        }
        Optional<Short> copies = Optional.ofNullable(replicationFactor).map(Integer::shortValue);
        return new NewTopic(topic.name(), Optional.of(topic.partitions()), copies).configs(settings);
    }
}
