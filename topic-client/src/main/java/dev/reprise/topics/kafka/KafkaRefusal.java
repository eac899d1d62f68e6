package dev.reprise.topics.kafka;

import dev.reprise.common.tls.TlsFailure;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/**
 * Says in words why Kafka refuses a client: the one place for services and commands.
 *
 * <p>Threading: stateless.
 */
public final class KafkaRefusal {

    /** Deeper than Kafka nests its exceptions. */
    private static final int CAUSES_MAX = 16;

    private KafkaRefusal() {}

    /**
     * Returns what is refused and by which right it would be allowed, as one sentence about Kafka.
     *
     * @param failure whatever a client threw; Kafka wraps its exceptions several times, so all causes are looked at
     * @param settings what stands before the names of the settings of a client, such as {@code kafka.}
     * @return empty when Kafka refuses nothing: it may be away
     */
    public static Optional<String> words(Throwable failure, String settings) {
        return words(failure, settings, "a right");
    }

    /**
     * Returns the same where it is known which right was needed, which Kafka does not say.
     *
     * @param right such as {@code READ}
     */
    static Optional<String> words(Throwable failure, String settings, String right) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            Optional<String> said = wordsOf(cause, settings, right);
            if (said.isPresent()) {
                return said;
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** Returns whether client and server do not trust each other, by certificates or by a password. */
    public static boolean isOfCredentials(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            if (cause instanceof AuthenticationException) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    /** Returns why no client can be made of some settings, without a value of them. */
    public static String ofSettings(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause.getCause() != null && depth < CAUSES_MAX; depth++) {
            cause = cause.getCause();
        }
        String said = String.valueOf(cause.getMessage());
        if (said.contains("JAAS") || said.contains("Login module")) {
            return "sasl.jaas.config is missing or has a wrong form";
        }
        return "no client can be made: " + said;
    }

    private static Optional<String> wordsOf(Throwable cause, String settings, String right) {
        if (cause instanceof SslAuthenticationException) {
            String truststore = settings + "ssl.truststore.location";
            return Optional.of("no secure connection to Kafka: "
                    + TlsFailure.words(cause, truststore).orElse(cause.getMessage()));
        }
        if (cause instanceof SaslAuthenticationException) {
            return Optional.of(
                    "Kafka refuses the credentials of " + settings + "sasl.jaas.config: " + cause.getMessage());
        }
        if (cause instanceof AuthenticationException) {
            return Optional.of("Kafka refuses the client: " + cause.getMessage());
        }
        if (cause instanceof TopicAuthorizationException topics) {
            return Optional.of("Kafka denies " + right + " on "
                    + (topics.unauthorizedTopics().isEmpty()
                            ? "a topic: " + cause.getMessage()
                            : "the topics " + topics.unauthorizedTopics()));
        }
        if (cause instanceof GroupAuthorizationException group) {
            return Optional.of("Kafka denies " + right + " on the group "
                    + (group.groupId() == null ? "of this client" : group.groupId()));
        }
        if (cause instanceof TransactionalIdAuthorizationException) {
            return Optional.of("Kafka denies the right to write with the transactional ids of this application");
        }
        if (cause instanceof ClusterAuthorizationException) {
            return Optional.of("Kafka denies a right on the cluster: " + cause.getMessage());
        }
        return Optional.empty();
    }
}
