package dev.reprise.endtoend.faults;

import dev.reprise.endtoend.stack.CassandraBeans;
import dev.reprise.localstack.server.LocalServer;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.stack.LocalStack;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.awaitility.Awaitility;

/**
 * The three brokers and the three nodes of Cassandra of a stack: whether they are whole, who leads what, and what their
 * operator does.
 *
 * <p>Threading: one thread, which blocks.
 */
final class ServerCluster implements AutoCloseable {

    private static final String PROXY = "org.apache.cassandra.db:type=StorageProxy";

    /** A node is up in 15 s alone; on a machine with far too much to do, two minutes were not enough. */
    private static final Duration WHOLE_WITHIN = Duration.ofMinutes(5);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration POLL_OF_ANOTHER = Duration.ofSeconds(2);
    private static final long ANSWER_SECONDS_MAX = 20;

    private final List<LocalServer> brokers;
    private final List<LocalServer> nodes;
    private final Admin admin;

    ServerCluster(LocalStack stack) {
        this(stack.all(ServerKind.KAFKA), stack.all(ServerKind.CASSANDRA), stack.kafkaAddress());
    }

    private ServerCluster(List<LocalServer> brokers, List<LocalServer> nodes, String asked) {
        this.brokers = brokers;
        this.nodes = nodes;
        this.admin = Admin.create(Map.of("bootstrap.servers", asked));
    }

    /** Returns a server by its number, from 1 on. */
    LocalServer server(ServerKind kind, int number) {
        return (kind == ServerKind.KAFKA ? brokers : nodes).get(number - 1);
    }

    /** Waits until every server answers, every copy is in sync, and every node sees the others. */
    void awaitWhole() {
        Awaitility.await("the cluster is whole")
                .atMost(WHOLE_WITHIN)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL)
                .until(() -> brokers.stream().allMatch(LocalServer::answers)
                        && nodes.stream().allMatch(LocalServer::answers)
                        && nodes.stream().allMatch(this::seesAll)
                        && allPartitions(partition ->
                                partition.isr().size() == partition.replicas().size()));
    }

    private boolean seesAll(LocalServer node) {
        try (var beans = CassandraBeans.of(node.pid())) {
            return ((List<?>) beans.get(CassandraBeans.STORAGE, "LiveNodes")).size() == nodes.size();
        }
    }

    private boolean allPartitions(Predicate<TopicPartitionInfo> condition) {
        try {
            return descriptions().values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(condition);
        } catch (AssertionError notYet) {
            return false;
        }
    }

    /** Waits until a broker no longer counts for a copy, as the next one tells it: the broker itself does not know. */
    void awaitInSyncWithout(int number) {
        Awaitility.await("the cluster goes on without broker " + number)
                .atMost(WHOLE_WITHIN)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL_OF_ANOTHER)
                .until(() -> isInSyncWithout(number, brokers.get(number % brokers.size())));
    }

    /** By a client of its own each time: one that has heard of the broker may go on asking it. */
    private boolean isInSyncWithout(int number, LocalServer another) {
        try (var asked = new ServerCluster(brokers, nodes, another.address())) {
            return asked.allPartitions(partition -> partition.isr().stream().noneMatch(node -> node.id() == number));
        }
    }

    /** Returns all topics, those of Kafka itself too. */
    Map<String, TopicDescription> descriptions() {
        var names = answer(
                admin.listTopics(new ListTopicsOptions().listInternal(true)).names());
        return answer(admin.describeTopics(names).allTopicNames());
    }

    /** Returns the topics that one broker could take with it, or a second one stop. */
    List<String> topicsWithoutThreeCopies() {
        return descriptions().values().stream()
                .filter(topic -> topic.partitions().stream()
                        .anyMatch(partition -> partition.replicas().size() != brokers.size()))
                .map(topic -> topic.name() + " has not three copies")
                .toList();
    }

    /** Returns the broker that coordinates a group. */
    LocalServer coordinator(String group) {
        var described = admin.describeConsumerGroups(List.of(group)).describedGroups();
        return broker(answer(Objects.requireNonNull(described.get(group))).coordinator());
    }

    /** Returns the broker that leads the first partition of a topic. */
    LocalServer leader(String topic) {
        var described = answer(admin.describeTopics(List.of(topic)).allTopicNames());
        return broker(
                Objects.requireNonNull(described.get(topic)).partitions().get(0).leader());
    }

    /** Returns the broker that coordinates most transactions; any where there are none. */
    LocalServer coordinatorOfTransactions() {
        var byBroker = answer(admin.listTransactions().byBrokerId());
        LocalServer busiest = brokers.get(0);
        int most = 0;
        for (var broker : byBroker.entrySet()) {
            int count = answer(broker.getValue()).size();
            if (count > most) {
                most = count;
                busiest = server(ServerKind.KAFKA, broker.getKey());
            }
        }
        return busiest;
    }

    private LocalServer broker(Node node) {
        return server(ServerKind.KAFKA, node.id());
    }

    /** Lets nodes keep for others what these miss, or not. */
    void setHints(boolean kept) {
        for (LocalServer node : nodes) {
            if (node.isAlive()) {
                try (var beans = CassandraBeans.of(node.pid())) {
                    beans.set(PROXY, "HintedHandoffEnabled", kept);
                }
            }
        }
    }

    /** Gives every node what it missed. */
    void repair(String keyspace) {
        try (var beans = CassandraBeans.of(nodes.get(0).pid())) {
            beans.repair(keyspace);
        }
    }

    private static <T> T answer(KafkaFuture<T> future) {
        try {
            return future.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the brokers do not answer", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
    }
}
