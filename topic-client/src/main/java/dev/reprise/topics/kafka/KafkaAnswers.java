package dev.reprise.topics.kafka;

import dev.reprise.topics.KafkaUnavailableException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Says in words for a person why Kafka does not do what a client asks.
 *
 * <p>Threading: immutable.
 *
 * @param servers addresses of Kafka
 * @param right that the questions need
 */
record KafkaAnswers(String servers, AclOperation right) {

    /** Below the ten seconds after which a person gives up. */
    static final Duration WITHIN = Duration.ofSeconds(8);

    /** How the message begins when a client cannot even be made. */
    private static final String NO_CLIENT = "Failed to c";

    /** Reads. What is thrown by others than Kafka goes its way. */
    <T> T reading(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (KafkaException failure) {
            throw failed("cannot be read", failure);
        }
    }

    /** Waits for an answer: the one place where a person waits for Kafka's futures. */
    <T> T of(Future<T> question) {
        try {
            return question.get(WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw refused(failure);
        } catch (TimeoutException silence) {
            throw silent(silence);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KafkaUnavailableException("interrupted", interrupted);
        }
    }

    KafkaUnavailableException refused(Exception failure) {
        return failed("refused", failure);
    }

    private KafkaUnavailableException failed(String what, Exception failure) {
        boolean silent = failure instanceof org.apache.kafka.common.errors.TimeoutException;
        Throwable cause = silent || failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof KafkaUnavailableException told) {
            return told;
        }
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return silent(failure);
        }
        Optional<String> refusal = KafkaRefusal.words(failure, "", right.name());
        if (refusal.isPresent()) {
            return new KafkaUnavailableException(refusal.get() + " (" + servers + ")", failure);
        }
        String kafka = "Kafka at " + servers;
        if (String.valueOf(failure.getMessage()).startsWith(NO_CLIENT)) {
            return new KafkaUnavailableException(kafka + ": " + KafkaRefusal.ofSettings(failure), failure);
        }
        if (cause instanceof UnknownTopicOrPartitionException) {
            return new KafkaUnavailableException(
                    kafka + " lacks a topic of Reprise (" + cause.getMessage()
                            + "); the services make them when they start",
                    failure);
        }
        return new KafkaUnavailableException(kafka + " " + what + ": " + cause.getMessage(), failure);
    }

    private KafkaUnavailableException silent(Exception silence) {
        return new KafkaUnavailableException("Kafka at " + servers + " does not answer", silence);
    }
}
