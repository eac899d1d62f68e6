package dev.reprise.common.tls;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Says in words why a TLS handshake failed. Kafka's clients, Cassandra's driver and the client of Elasticsearch all hand on
 * what the JDK throws, so the words are the same for all of them.
 *
 * <p>Threading: stateless.
 */
public final class TlsFailure {

    /** Deeper than any client nests them; a chain may even lead back to itself. */
    private static final int CAUSES_MAX = 16;

    private TlsFailure() {}

    /**
     * Returns why the handshake failed, as what is said of the server: "its certificate has expired".
     *
     * @param failure whatever a client threw; all causes are looked at
     * @param truststore the key that names the trusted authorities, for the words
     * @return empty when no handshake failed
     */
    public static Optional<String> words(Throwable failure, String truststore) {
        Throwable cause = failure;
        Optional<String> found = Optional.empty();
        for (int depth = 0; cause != null && depth < CAUSES_MAX; depth++) {
            Optional<String> said = wordsOf(cause, truststore);
            // The deepest cause says it best.
            found = said.isPresent() ? said : found;
            cause = cause.getCause();
        }
        return found;
    }

    private static Optional<String> wordsOf(Throwable cause, String truststore) {
        String message = String.valueOf(cause.getMessage());
        String said = message.toLowerCase(Locale.ROOT);
        if (cause instanceof CertificateExpiredException) {
            return Optional.of("its certificate has expired (" + message + ")");
        }
        if (cause instanceof CertificateNotYetValidException) {
            return Optional.of("its certificate is not valid yet (" + message + ")");
        }
        // An authority of the same name, but with another key, makes the second of them.
        if (cause instanceof CertPathBuilderException
                || (cause instanceof CertPathValidatorException path
                        && path.getReason() == BasicReason.INVALID_SIGNATURE)) {
            return Optional.of("its certificate is not signed by an authority in " + truststore);
        }
        if (said.contains("no subject alternative") || said.contains("no name matching") || isOtherHost(said)) {
            return Optional.of("its certificate is not for this host name (" + message + ")");
        }
        if (!(cause instanceof SSLException)) {
            return Optional.empty();
        }
        if (said.contains("not an ssl/tls record") || said.contains("unrecognized ssl message")) {
            return Optional.of("it does not speak TLS on this port");
        }
        if (said.contains("fatal alert") && (said.contains("certificate") || said.contains("unknown_ca"))) {
            return Optional.of("it refuses the certificate of this client (" + message + ")");
        }
        return Optional.of("the TLS handshake failed (" + message + ")");
    }

    /** The words of the client of Elasticsearch. */
    private static boolean isOtherHost(String said) {
        return said.contains("doesn't match") || said.contains("does not match the certificate subject");
    }
}
