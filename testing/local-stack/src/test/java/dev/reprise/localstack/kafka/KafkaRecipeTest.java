package dev.reprise.localstack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.localstack.kafka.QuorumPlace.Ports;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaRecipeTest {
    private static final Map<String, String> PLACES = Map.of(
            "port",
            "19092",
            "controllerPort",
            "19093",
            "node",
            "1",
            "voters",
            "1@127.0.0.1:19093",
            "internalPort",
            "19094",
            "dataFolder",
            "/here/data");

    @Test
    void should_listen_on_loopback_only() {
        String settings = KafkaRecipe.settings().render(PLACES, Map.of());

        assertThat(settings)
                .contains("listeners=PLAINTEXT://127.0.0.1:19092,CONTROLLER://127.0.0.1:19093\n")
                .contains("controller.quorum.voters=1@127.0.0.1:19093\n")
                .contains("log.dirs=/here/data\n")
                .doesNotContain("0.0.0.0", "localhost");
    }

    @Test
    void should_create_no_topics_by_itself_and_have_one_replica() {
        assertThat(KafkaRecipe.settings().render(PLACES, Map.of()))
                .contains("auto.create.topics.enable=false\n")
                .contains("offsets.topic.replication.factor=1\n")
                .contains("transaction.state.log.replication.factor=1\n");
    }

    @Test
    void should_keep_three_copies_in_a_cluster() {
        assertThat(KafkaRecipe.clusterSettings().render(PLACES, Map.of()))
                .contains("default.replication.factor=3\n", "min.insync.replicas=2\n", "broker.rack=rack-1\n")
                .contains("offsets.topic.replication.factor=3\n", "transaction.state.log.replication.factor=3\n");
    }

    /** What passes between brokers passes the network between them, which can be parted. */
    @Test
    void should_have_brokers_of_a_cluster_find_each_other_by_name_alone() {
        var second = new QuorumPlace(2, List.of(new Ports(11, 12), new Ports(21, 22), new Ports(31, 32)));

        assertThat(second.voters()).isEqualTo("1@broker-1:11,2@broker-2:21,3@broker-3:31");
        assertThat(second.hosts())
                .isEqualTo("127.0.0.1 localhost\n127.0.2.1 broker-1\n127.0.0.1 broker-2\n127.0.2.3 broker-3\n");
        assertThat(KafkaRecipe.clusterSettings().render(PLACES, Map.of()))
                .contains("advertised.listeners=PLAINTEXT://127.0.0.1:19092,INTERNAL://broker-1:19094,"
                        + "CONTROLLER://broker-1:19093\n");
        assertThat(QuorumPlace.alone().voters()).startsWith("1@127.0.0.1:");
    }

    /** A broker that takes more than a user's hides what a user's refuses. */
    @Test
    void should_leave_limits_as_kafka_has_them_when_rendered() {
        assertThat(KafkaRecipe.settings().render(PLACES, Map.of()).lines())
                .noneMatch(line -> line.matches(".*(\\.max\\.bytes|metadata\\.max|\\.timeout\\.max|connections).*"));
    }

    @Test
    void should_take_a_setting_from_the_options() {
        assertThat(KafkaRecipe.settings().render(PLACES, Map.of("num.partitions", "3")))
                .contains("num.partitions=3\n")
                .doesNotContain("\nnum.partitions=8");
    }
}
