package dev.reprise.service.config;

import dev.reprise.common.tls.TlsContext;
import dev.reprise.common.tls.TlsFiles;
import dev.reprise.common.tls.WrongFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes the TLS end of a client from its group of keys.
 *
 * <p>Threading: stateless.
 */
public final class TlsSettings {

    private TlsSettings() {}

    /**
     * Reads the files; what is wrong with them is noted in the reader.
     *
     * @param group the key of the group, such as {@code reprise.cassandra.ssl}
     * @return {@code null} for a connection without encryption
     */
    public static @Nullable TlsContext from(String group, SslKeys keys, ConfigurationReader reader) {
        Optional<String> truststorePassword = reader.secret(group + ".truststore-password", keys.truststorePassword());
        Optional<String> keystorePassword = reader.secret(group + ".keystore-password", keys.keystorePassword());
        if (!keys.enabled()) {
            if (keys.truststore().isPresent() || keys.keystore().isPresent()) {
                reader.note(group + ".enabled", "must be true where a truststore or a keystore is given");
            }
            return null;
        }
        var files = new TlsFiles(
                keys.truststore().orElse(null),
                truststorePassword.orElse(null),
                keys.keystore().orElse(null),
                keystorePassword.orElse(null),
                keys.hostnameVerification());
        try {
            return TlsContext.of(files);
        } catch (WrongFileException e) {
            boolean isTruststore = e.role() == WrongFileException.Role.TRUSTSTORE;
            reader.note(
                    group + (isTruststore ? ".truststore" : ".keystore"),
                    "the file " + (isTruststore ? files.truststore() : files.keystore()) + " cannot be used: "
                            + e.getMessage());
            return null;
        }
    }
}
