package dev.reprise.topics.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.topics.KafkaUnavailableException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class KafkaAnswersTest {

    private final KafkaAnswers answers = new KafkaAnswers("a:1", AclOperation.READ);

    private static Supplier<String> failing(RuntimeException failure) {
        return () -> {
            throw failure;
        };
    }

    @Test
    void should_name_kafka_when_it_does_not_answer() {
        // given
        var silence = new TimeoutException("Timeout of 8000ms expired", new DisconnectException("gone"));

        // when / then
        assertThatThrownBy(() -> answers.reading(failing(silence)))
                .isInstanceOf(KafkaUnavailableException.class)
                .hasMessage("Kafka at a:1 does not answer");
        assertThatThrownBy(() -> answers.of(CompletableFuture.failedFuture(silence)))
                .isInstanceOf(KafkaUnavailableException.class)
                .hasMessage("Kafka at a:1 does not answer");
    }

    @Test
    void should_name_the_topic_when_there_is_none() {
        // given
        var missing = new UnknownTopicOrPartitionException("there is no topic blue.reprocess-jobs");

        // when / then
        assertThatThrownBy(() -> answers.reading(failing(missing)))
                .hasMessageStartingWith("Kafka at a:1 ")
                .hasMessageContaining("blue.reprocess-jobs")
                .hasMessageEndingWith("the services make them when they start");
    }

    @Test
    void should_repeat_the_words_of_kafka_when_it_refuses() {
        // given
        var refusal = new PolicyViolationException("too many");

        // when / then
        assertThatThrownBy(() -> answers.reading(failing(refusal)))
                .hasMessage("Kafka at a:1 cannot be read: " + refusal.getMessage());
        assertThatThrownBy(() -> answers.of(CompletableFuture.failedFuture(refusal)))
                .hasMessage("Kafka at a:1 refused: " + refusal.getMessage());
        assertThatThrownBy(() -> answers.reading(failing(new KafkaException("no consumer", refusal))))
                .hasMessage("Kafka at a:1 cannot be read: " + refusal.getMessage());
    }

    @Test
    void should_say_which_right_is_missing_when_kafka_denies_it() {
        // given
        var denied = new TopicAuthorizationException(Set.of("jobs"));

        // when / then
        assertThatThrownBy(() -> answers.reading(failing(denied)))
                .hasMessage("Kafka denies READ on the topics [jobs] (a:1)");
        assertThatThrownBy(() -> answers.reading(failing(GroupAuthorizationException.forGroupId("g"))))
                .hasMessage("Kafka denies READ on the group g (a:1)");
        assertThatThrownBy(() -> answers.of(CompletableFuture.failedFuture(
                        new SaslAuthenticationException("invalid credentials with SASL mechanism SCRAM-SHA-512"))))
                .hasMessage("Kafka refuses the credentials of sasl.jaas.config: invalid credentials with SASL mechanism"
                        + " SCRAM-SHA-512 (a:1)");
    }

    @Test
    void should_let_pass_what_others_than_kafka_throw() {
        // given
        var another = new IllegalStateException("of a command");
        var told = new KafkaUnavailableException("told already", another);

        // when / then
        assertThatThrownBy(() -> answers.reading(failing(another))).isSameAs(another);
        assertThatThrownBy(() -> answers.of(CompletableFuture.failedFuture(told)))
                .isSameAs(told);
        assertThat(answers.reading(() -> "an answer")).isEqualTo("an answer");
    }
}
