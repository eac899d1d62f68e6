package dev.reprise.common.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {

    private static final String WEEK = "604800000";
    private static final String MONTH = "2592000000";

    @ParameterizedTest
    @ValueSource(strings = {"", "staging.", "team_a-", "0123456789"})
    void should_put_the_prefix_before_every_name_when_it_is_valid(String prefix) {
        // given
        var topics = new Topics(prefix);

        // when / then
        assertThat(topics.requests()).isEqualTo(prefix + "reprocess-requests");
        assertThat(topics.rejections()).isEqualTo(prefix + "reprocess-rejections");
        assertThat(topics.commands()).isEqualTo(prefix + "reprocess-commands");
        assertThat(topics.jobs()).isEqualTo(prefix + "reprocess-jobs");
        assertThat(topics.audit()).isEqualTo(prefix + "reprocess-audit");
        assertThat(topics.slices()).isEqualTo(prefix + "reprocess-slices");
        assertThat(topics.events()).isEqualTo(prefix + "reprocess-events");
        assertThat(topics.progress()).isEqualTo(prefix + "reprocess-progress");
        assertThat(topics.outcomes()).isEqualTo(prefix + "reprocess-outcomes");
        assertThat(topics.previews()).isEqualTo(prefix + "reprocess-previews");
        assertThat(topics.deadLetters()).isEqualTo(prefix + "reprocess-dead-letters");
        assertThat(topics.unmigrated()).isEqualTo(prefix + "reprocess-unmigrated");
        assertThat(topics.idProducerGroup()).isEqualTo(prefix + "reprise-id-producer");
        assertThat(topics.intakeGroup()).isEqualTo(prefix + "reprise-intake");
        assertThat(topics.workerGroup()).isEqualTo(prefix + "reprise-worker");
    }

    @Test
    void should_list_every_topic_with_its_settings_when_a_cluster_is_fresh() {
        // given
        Map<String, String> requests = Map.of("retention.ms", WEEK, "max.message.bytes", "33554432");
        Map<String, String> week = Map.of("retention.ms", WEEK);
        Map<String, String> compact = Map.of(
                "cleanup.policy", "compact",
                "segment.ms", "600000",
                "segment.bytes", "16777216",
                "min.cleanable.dirty.ratio", "0.1");

        // when / then
        assertThat(new Topics("p-").all(8))
                .containsExactly(
                        new TopicSpec("p-reprocess-requests", 8, requests),
                        new TopicSpec("p-reprocess-rejections", 8, week),
                        new TopicSpec("p-reprocess-commands", 1, week),
                        new TopicSpec("p-reprocess-jobs", 1, compact),
                        new TopicSpec("p-reprocess-progress", 1, compact),
                        new TopicSpec("p-reprocess-audit", 1, Map.of("retention.ms", "-1")),
                        new TopicSpec("p-reprocess-slices", 8, week),
                        new TopicSpec("p-reprocess-events", 8, week),
                        new TopicSpec("p-reprocess-outcomes", 8, week),
                        new TopicSpec("p-reprocess-previews", 8, week),
                        new TopicSpec("p-reprocess-dead-letters", 8, Map.of("retention.ms", MONTH)),
                        new TopicSpec("p-reprocess-unmigrated", 8, Map.of("retention.ms", MONTH)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ä", "a/b", "a\n"})
    void should_refuse_the_prefix_when_kafka_would(String prefix) {
        // when / then
        assertThatThrownBy(() -> new Topics(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prefix '" + prefix
                        + "' must be at most 100 of the characters that topic names allow: a-z A-Z 0-9 . _ -");
    }

    @Test
    void should_refuse_the_prefix_when_names_would_become_too_long() {
        // given
        String longest = "a".repeat(100);

        // when / then, 249 being the longest name of a topic, where an internal one takes a group id and more
        assertThat(new Topics(longest).all(1))
                .allSatisfy(topic -> assertThat(topic.name()).hasSizeLessThan(249));
        assertThatThrownBy(() -> new Topics(longest + "a")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void should_refuse_a_topic_when_it_has_no_partition() {
        // when / then
        assertThatThrownBy(() -> new TopicSpec("t", 0, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("partitions of t must be at least 1, not 0");
    }
}
