package dev.reprise.service.kafka;

import dev.reprise.common.async.RemoteError;
import dev.reprise.topics.kafka.KafkaRefusal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.TopologyException;

/** Judges what Kafka, its clients and its streams throw. The only place that knows their exceptions. */
public final class KafkaErrors {

    /** A person has to fix them: rights, settings, topics that are not as they must be, a broker that is too old. */
    private static final List<Class<? extends Exception>> FATAL = List.of(
            AuthenticationException.class,
            AuthorizationException.class,
            ConfigException.class,
            InconsistentGroupProtocolException.class,
            InvalidConfigurationException.class,
            InvalidGroupIdException.class,
            InvalidPartitionsException.class,
            InvalidReplicationFactorException.class,
            InvalidSessionTimeoutException.class,
            InvalidTopicException.class,
            InvalidTxnTimeoutException.class,
            MissingSourceTopicException.class,
            PolicyViolationException.class,
            StoredState.UnreadableException.class,
            TopologyException.class,
            UnsupportedVersionException.class);

    /** This record, however often it is sent. */
    private static final List<Class<? extends Exception>> POISON =
            List.of(RecordBatchTooLargeException.class, RecordTooLargeException.class, SerializationException.class);

    private static final Pattern CREATION = Pattern.compile("Could not create topic ([A-Za-z0-9._-]+)\\.");

    private KafkaErrors() {}

    /**
     * Judges a failure. What is unknown counts as retryable, and so do all that a client loses its transaction or its place
     * in the group by (fenced, wrong epoch, unknown member): it begins again.
     *
     * @param failure whatever was thrown; Kafka wraps its exceptions several times, so all causes are looked at
     */
    public static RemoteError classify(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isAny(FATAL, cause)) {
                return RemoteError.FATAL;
            }
            if (isAny(POISON, cause)) {
                return RemoteError.POISON;
            }
        }
        return RemoteError.RETRYABLE;
    }

    /**
     * Returns what Kafka refuses in words, or else what is at the root of a failure.
     *
     * @param failure whatever was thrown
     */
    public static String words(Throwable failure) {
        return deniedCreation(failure)
                .or(() -> KafkaRefusal.words(failure, "kafka."))
                .orElseGet(() -> root(failure).toString());
    }

    /** Only Kafka Streams knows which topic it is, and says it beside the refusal. */
    private static Optional<String> deniedCreation(Throwable failure) {
        if (!(root(failure) instanceof TopicAuthorizationException)) {
            return Optional.empty();
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher creation = CREATION.matcher(String.valueOf(cause.getMessage()));
            if (creation.find()) {
                return Optional.of("Kafka denies CREATE on the topic " + creation.group(1));
            }
        }
        return Optional.empty();
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean isAny(List<Class<? extends Exception>> classes, Throwable error) {
        return classes.stream().anyMatch(one -> one.isInstance(error));
    }
}
