package dev.reprise.service.config;

import static dev.reprise.service.config.ServiceKeysTest.problems;
import static dev.reprise.service.config.ServiceKeysTest.read;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.topic.TopicSpec;
import dev.reprise.service.kafka.StreamsSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicCreationTest {

    @Test
    void should_create_topics_with_the_copies_that_are_set_and_those_of_the_broker_when_none_are() {
        // given
        var spec = new TopicSpec("t", 3, Map.of("cleanup.policy", "compact"));

        // when
        TopicCreation set = read(Map.of(
                        "reprise.topics.replication-factor", "3",
                        "reprise.topics.min-insync-replicas", "2"))
                .creation();
        TopicCreation unset = read(Map.of()).creation();

        // then
        assertThat(set.topic(spec).replicationFactor()).isEqualTo((short) 3);
        assertThat(set.topic(spec).configs())
                .containsExactlyInAnyOrderEntriesOf(Map.of("cleanup.policy", "compact", "min.insync.replicas", "2"));
        assertThat(unset.topic(spec).replicationFactor()).isEqualTo((short) -1);
        assertThat(unset.topic(spec).configs()).isEqualTo(spec.settings());
        var streams = new StreamsSettings("a", Path.of("x"), Duration.ofSeconds(1), Duration.ofSeconds(1), 1);
        var kafka = new KafkaSettings(Map.of(), Duration.ofSeconds(10), Duration.ofMinutes(1));
        assertThat(streams.properties(kafka, set))
                .containsEntry("replication.factor", 3)
                .containsEntry("topic.segment.ms", "600000")
                .containsEntry("topic.min.insync.replicas", "2");
        assertThat(streams.properties(kafka, unset)).doesNotContainKey("replication.factor");
    }

    @Test
    void should_create_three_copies_when_nothing_is_set_and_there_are_brokers_for_them() {
        // given
        TopicCreation unset = read(Map.of()).creation();
        TopicCreation one =
                read(Map.of("reprise.topics.replication-factor", "1")).creation();
        TopicCreation inSync =
                read(Map.of("reprise.topics.min-insync-replicas", "1")).creation();

        // when / then
        assertThat(copies(unset.in(3))).containsExactly(3, 2);
        assertThat(copies(unset.in(7))).containsExactly(3, 2);
        assertThat(copies(unset.in(2))).containsExactly(null, null);
        assertThat(copies(one.in(3))).as("what is set holds").containsExactly(1, null);
        assertThat(copies(inSync.in(3))).as("what is set holds").containsExactly(3, 1);
    }

    private static List<@Nullable Integer> copies(TopicCreation creation) {
        return Arrays.asList(creation.replicationFactor(), creation.minInsyncReplicas());
    }

    @Test
    void should_read_from_the_rack_that_is_set() {
        // given
        ServiceSettings settings = read(Map.of("kafka.client.rack", "zone-a"));
        var streams = new StreamsSettings("a", Path.of("x"), Duration.ofSeconds(1), Duration.ofSeconds(1), 1);

        // when
        var config = new StreamsConfig(streams.properties(settings.kafka(), settings.creation()));

        // then
        assertThat(config.getMainConsumerConfigs("a", "c", 0)).containsEntry("client.rack", "zone-a");
        assertThat(config.getRestoreConsumerConfigs("c")).containsEntry("client.rack", "zone-a");
        assertThat(config.getGlobalConsumerConfigs("c")).containsEntry("client.rack", "zone-a");
    }

    @Test
    void should_refuse_more_copies_in_sync_than_there_are() {
        // when / then
        assertThat(problems(Map.of(
                        "reprise.topics.replication-factor", "1",
                        "reprise.topics.min-insync-replicas", "2")))
                .containsExactly(
                        "reprise.topics.min-insync-replicas: is more than reprise.topics.replication-factor, so"
                                + " that nothing could ever be written");
    }
}
