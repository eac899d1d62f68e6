package dev.reprise.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.async.RemoteError;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KafkaErrorsTest {

    static Stream<Throwable> fatal() {
        return Stream.of(
                new SaslAuthenticationException("wrong password"),
                new TopicAuthorizationException("not allowed"),
                GroupAuthorizationException.forGroupId("g"),
                new TransactionalIdAuthorizationException("not allowed"),
                new ClusterAuthorizationException("not allowed"),
                new UnsupportedVersionException("too old"),
                new InvalidTxnTimeoutException("larger than transaction.max.timeout.ms"),
                new ConfigException("wrong"),
                new MissingSourceTopicException("gone"));
    }

    static Stream<Throwable> poison() {
        return Stream.of(new RecordTooLargeException("too large"), new SerializationException("no text"));
    }

    static Stream<Throwable> retryable() {
        return Stream.of(
                new TimeoutException("slow"),
                new DisconnectException("away"),
                new NotEnoughReplicasException("away"),
                new UnknownTopicOrPartitionException("not yet"),
                new UnknownMemberIdException("thrown out"),
                new ProducerFencedException("fenced"),
                new InvalidProducerEpochException("fenced"),
                new InvalidPidMappingException("expired"),
                new OutOfOrderSequenceException("lost"),
                new CommitFailedException("thrown out"),
                new TaskMigratedException("gone"),
                new IllegalStateException("unknown"),
                new KafkaException("unknown"));
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void should_be_fatal_when_a_person_must_fix_it(Throwable failure) {
        assertThat(KafkaErrors.classify(failure)).isEqualTo(RemoteError.FATAL);
        assertThat(KafkaErrors.classify(wrapped(failure))).isEqualTo(RemoteError.FATAL);
    }

    @ParameterizedTest
    @MethodSource("poison")
    void should_be_poison_when_the_record_is_at_fault(Throwable failure) {
        assertThat(KafkaErrors.classify(failure)).isEqualTo(RemoteError.POISON);
        assertThat(KafkaErrors.classify(wrapped(failure))).isEqualTo(RemoteError.POISON);
    }

    @ParameterizedTest
    @MethodSource("retryable")
    void should_be_retryable_when_it_may_pass_or_is_unknown(Throwable failure) {
        assertThat(KafkaErrors.classify(failure)).isEqualTo(RemoteError.RETRYABLE);
        assertThat(KafkaErrors.classify(wrapped(failure))).isEqualTo(RemoteError.RETRYABLE);
    }

    private static Throwable wrapped(Throwable failure) {
        return new StreamsException(
                "a task failed", new KafkaException("a send failed", new ExecutionException(failure)));
    }

    @Test
    void should_name_the_topic_when_kafka_streams_may_not_create_it() {
        // given
        var denied = new StreamsException(
                "Could not create topic a-changelog.", new TopicAuthorizationException("Authorization failed."));

        // when / then
        assertThat(KafkaErrors.words(denied)).isEqualTo("Kafka denies CREATE on the topic a-changelog");
    }
}
