package dev.reprise.service.config;

import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The keys of an encrypted connection, the same below {@code reprise.cassandra.ssl} and {@code reprise.elasticsearch.ssl}.
 *
 * <p>Threading: immutable.
 */
public interface SslKeys {

    @Setting(
            unit = "`true`, `false`",
            why = "no encryption by default in the servers",
            wrong = "`false` beside another key of this group is a mistake. `true` where the server has no TLS: the"
                    + " service waits and says so")
    @WithDefault("false")
    boolean enabled();

    @Setting(
            unit = "file, PEM or PKCS12; read again for new connections when it has changed",
            unset = "authorities of the JDK",
            why = "the authorities that the server is trusted by",
            wrong = "no such file: the service does not start. Wrong authority: the service waits and says so")
    Optional<Path> truststore();

    @Setting(unit = "text", why = "of a PKCS12 file", wrong = "wrong: the service does not start")
    Optional<String> truststorePassword();

    @Setting(
            unit = "file with the text; line ends behind it do not count",
            why = "instead of the key without `-file`",
            wrong = "no such file, an empty one, or both keys: the service does not start")
    Optional<Path> truststorePasswordFile();

    @Setting(
            unit = "file, PEM (key and certificates in one file) or PKCS12; read again for new connections when it has"
                    + " changed",
            why = "a certificate of this client, where the server wants one",
            wrong = "no such file: the service does not start. A certificate that the server refuses: the service waits"
                    + " and says so")
    Optional<Path> keystore();

    @Setting(unit = "text", why = "of a PKCS12 file", wrong = "wrong: the service does not start")
    Optional<String> keystorePassword();

    @Setting(
            unit = "file with the text; line ends behind it do not count",
            why = "instead of the key without `-file`",
            wrong = "no such file, an empty one, or both keys: the service does not start")
    Optional<Path> keystorePasswordFile();

    @Setting(
            unit = "`true`, `false`",
            why = "a certificate counts for the name that the server is reached by",
            wrong = "`false`: whoever has any certificate of the authority can take the place of the server")
    @WithDefault("true")
    boolean hostnameVerification();
}
