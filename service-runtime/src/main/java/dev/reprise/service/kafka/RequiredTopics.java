package dev.reprise.service.kafka;

import dev.reprise.common.topic.TopicSpec;
import dev.reprise.service.config.TopicCreation;
import dev.reprise.topics.kafka.KafkaRefusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics a service cannot work without: looks for them, and creates what is missing where it may.
 *
 * <p>Threading: one thread; calls block for at most {@link #ANSWER_SECONDS_MAX}.
 */
public final class RequiredTopics {

    private static final Logger LOG = LoggerFactory.getLogger(RequiredTopics.class);

    private static final long ANSWER_SECONDS_MAX = 10;

    private final Supplier<Admin> admin;
    private final List<TopicSpec> topics;
    private final TopicCreation configured;
    private final Map<String, TopicDescription> found = new LinkedHashMap<>();
    private @Nullable TopicCreation creation;

    /**
     * Creates the check.
     *
     * @param admin asked when there is something to look up
     * @param creation whether and how missing topics are created
     */
    public RequiredTopics(Supplier<Admin> admin, List<TopicSpec> topics, TopicCreation creation) {
        this.admin = admin;
        this.topics = List.copyOf(topics);
        this.configured = creation;
    }

    /**
     * Looks once.
     *
     * @return what is missing or away, in words; empty when all topics are there
     * @throws InterruptedException if the service is being stopped
     */
    public Optional<String> missing() throws InterruptedException {
        try {
            TopicCreation inCluster = inCluster();
            creation = inCluster;
            List<TopicSpec> missing = lookUp();
            if (missing.isEmpty()) {
                return Optional.empty();
            }
            if (!inCluster.isAllowed()) {
                return Optional.of("topics " + names(missing) + " do not exist, and reprise.topics.create is false");
            }
            createAll(missing, inCluster);
            return Optional.of("topics " + names(missing) + " are being created");
        } catch (ExecutionException e) {
            return Optional.of(KafkaRefusal.words(e, "kafka.")
                    .orElseGet(() -> "Kafka does not answer: " + String.valueOf(e.getCause())));
        } catch (TimeoutException e) {
            return Optional.of("Kafka does not answer within " + ANSWER_SECONDS_MAX + " s");
        }
    }

    /**
     * Returns how many partitions a topic has; valid once {@link #missing()} was empty.
     *
     * @throws IllegalStateException if that topic was not found
     */
    public int partitionsOf(String topic) {
        return description(topic).partitions().size();
    }

    /**
     * Returns the id that Kafka has given to a topic: one that is made anew has another. Valid once {@link #missing()} was empty.
     *
     * @throws IllegalStateException if that topic was not found
     */
    public String idOf(String topic) {
        return description(topic).topicId().toString();
    }

    private TopicDescription description(String topic) {
        TopicDescription description = found.get(topic);
        if (description == null) {
            throw new IllegalStateException("topic " + topic + " was not looked up");
        }
        return description;
    }

    /**
     * Returns how topics are created in this cluster, those of Kafka Streams too; valid once {@link #missing()} was empty.
     *
     * @throws IllegalStateException if the brokers were not asked
     */
    public TopicCreation creation() {
        TopicCreation known = creation;
        if (known == null) {
            throw new IllegalStateException("the brokers were not asked");
        }
        return known;
    }

    private TopicCreation inCluster() throws InterruptedException, ExecutionException, TimeoutException {
        int brokers = admin.get()
                .describeCluster()
                .nodes()
                .get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS)
                .size();
        TopicCreation inCluster = configured.in(brokers);
        if (inCluster.replicationFactor() == null && !inCluster.equals(creation)) {
            LOG.warn(
                    "event=few-brokers brokers={} meaning=\"topics get as many copies as the brokers' default says, which is"
                            + " 1 unless it is set\"",
                    brokers);
        }
        return inCluster;
    }

    private List<TopicSpec> lookUp() throws InterruptedException, ExecutionException, TimeoutException {
        var answers = admin.get()
                .describeTopics(topics.stream().map(TopicSpec::name).toList())
                .topicNameValues();
        List<TopicSpec> missing = new ArrayList<>();
        Set<String> denied = new TreeSet<>();
        for (TopicSpec topic : topics) {
            try {
                KafkaFuture<TopicDescription> description = Objects.requireNonNull(answers.get(topic.name()));
                found.put(topic.name(), description.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TopicAuthorizationException) {
                    denied.add(topic.name());
                } else if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    missing.add(topic);
                } else {
                    throw e;
                }
            }
        }
        if (!denied.isEmpty()) {
            // The answer of Kafka does not name the topic.
            throw new ExecutionException(new TopicAuthorizationException(denied));
        }
        return missing;
    }

    private void createAll(List<TopicSpec> missing, TopicCreation inCluster)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<NewTopic> wanted = missing.stream().map(inCluster::topic).toList();
        for (KafkaFuture<Void> created :
                admin.get().createTopics(wanted).values().values()) {
            try {
                created.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                // Several services start at once, and one of them is first.
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    private static String names(List<TopicSpec> topics) {
        return String.join(", ", topics.stream().map(TopicSpec::name).toList());
    }
}
