package dev.reprise.pipeline.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageTopicsTest {

    private static final String TOPIC = "workflows";

    private final Deque<KafkaFuture<TopicDescription>> answers = new ArrayDeque<>();

    private long nanos;

    private final MessageTopics topics = new MessageTopics(this::admin, () -> nanos);

    /** What Kafka answers for one topic. */
    private static final class Answer extends DescribeTopicsResult {
        Answer(KafkaFuture<TopicDescription> answer) {
            super(null, Map.of(TOPIC, answer));
        }
    }

    /** Answers each question with the next of the prepared answers. */
    private Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                MessageTopicsTest.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, arguments) -> new Answer(answers.remove()));
    }

    private void willAnswer(@Nullable Set<AclOperation> allowed) {
        answers.add(KafkaFuture.completedFuture(new TopicDescription(TOPIC, false, List.of(), allowed)));
    }

    private void willFail(Exception failure) {
        var answer = new KafkaFutureImpl<TopicDescription>();
        answer.completeExceptionally(failure);
        answers.add(answer);
    }

    private CompletableFuture<Boolean> asked() {
        return topics.canSendTo(TOPIC).toCompletableFuture();
    }

    @Test
    void should_send_only_where_writing_is_allowed() {
        willAnswer(Set.of(AclOperation.DESCRIBE));
        assertThat(asked()).isCompletedWithValue(false);

        willAnswer(Set.of(AclOperation.DESCRIBE, AclOperation.WRITE));
        assertThat(asked()).isCompletedWithValue(true);
    }

    @Test
    void should_send_where_kafka_tells_of_no_rights() {
        willAnswer(null);
        assertThat(asked()).isCompletedWithValue(true);
    }

    @Test
    void should_send_nothing_to_a_topic_that_is_missing_or_hidden() {
        willFail(new UnknownTopicOrPartitionException("missing"));
        assertThat(asked()).isCompletedWithValue(false);

        willFail(new TopicAuthorizationException(Set.of(TOPIC)));
        assertThat(asked()).isCompletedWithValue(false);
    }

    @Test
    void should_know_nothing_when_kafka_does_not_answer() {
        willFail(new TimeoutException("no answer"));

        assertThat(asked())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void should_ask_again_only_after_a_while_when_a_topic_is_known() {
        willAnswer(null);
        assertThat(asked()).isCompletedWithValue(true);

        nanos += Duration.ofSeconds(9).toNanos();
        assertThat(asked()).as("known").isCompletedWithValue(true);

        nanos += Duration.ofSeconds(1).toNanos();
        willFail(new UnknownTopicOrPartitionException("deleted meanwhile"));
        assertThat(asked()).isCompletedWithValue(false);
    }
}
