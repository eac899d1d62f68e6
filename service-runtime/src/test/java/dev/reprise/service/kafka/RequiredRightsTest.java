package dev.reprise.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.topic.TopicSpec;
import dev.reprise.common.topic.Topics;
import dev.reprise.service.config.TopicCreation;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.Test;

class RequiredRightsTest {

    private static final Topics TOPICS = new Topics("blue-");

    private static final RequiredRights RIGHTS =
            new RequiredRights(Map.of(TOPICS.jobs(), Set.of(AclOperation.READ)), Map.of(), "blue-reprise");

    @Test
    void should_await_the_topics_that_are_used_when_others_make_them() {
        // given
        var byOthers = new TopicCreation(false, 2, null, null);
        var byUs = new TopicCreation(true, 2, null, null);

        // when / then
        assertThat(RIGHTS.awaited(TOPICS, byOthers)).extracting(TopicSpec::name).containsExactly("blue-reprocess-jobs");
        assertThat(RIGHTS.awaited(TOPICS, byUs)).isEqualTo(TOPICS.all(2));
    }

    @Test
    void should_name_a_few_rights_and_count_the_others() {
        // given
        List<String> many = Collections.nCopies(8, "READ on the topic a");

        // when / then
        assertThat(RequiredRights.words(List.of())).isEmpty();
        assertThat(RequiredRights.words(List.of("READ on the topic a", "WRITE on the group b")))
                .contains("Kafka denies READ on the topic a, WRITE on the group b");
        assertThat(RequiredRights.words(many))
                .hasValueSatisfying(words -> assertThat(words).endsWith("READ on the topic a, and 2 more"));
    }
}
