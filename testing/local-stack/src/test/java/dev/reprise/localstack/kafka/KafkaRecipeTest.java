package dev.reprise.localstack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(new QuorumPlace(2, List.of(1, 2, 3)).voters())
                .isEqualTo("1@127.0.0.1:1,2@127.0.0.1:2,3@127.0.0.1:3");
        assertThat(new QuorumPlace(2, List.of(1, 2, 3)).controllerPort()).isEqualTo(2);
        assertThat(KafkaRecipe.clusterSettings().render(PLACES, Map.of()))
                .contains("default.replication.factor=3\n", "min.insync.replicas=2\n", "broker.rack=rack-1\n")
                .contains("offsets.topic.replication.factor=3\n", "transaction.state.log.replication.factor=3\n");
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
