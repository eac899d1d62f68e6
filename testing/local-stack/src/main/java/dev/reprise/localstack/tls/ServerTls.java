package dev.reprise.localstack.tls;

import dev.reprise.common.tls.TlsContext;
import dev.reprise.common.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/**
 * What a server of this machine needs to speak TLS.
 *
 * <p>Threading: immutable.
 *
 * @param keystore key and certificate of the server, PKCS12
 * @param truststore certificate of the authority, PKCS12
 * @param password of both
 * @param jwks address of the keys by which tokens are believed
 */
public record ServerTls(Path keystore, Path truststore, String password, String jwks) {

    /** The name in the certificate of every server. */
    public static final String NAME = "reprise-server";

    /** Returns what the servers of a stack share. */
    public static ServerTls of(Certificates certificates) {
        return new ServerTls(
                certificates.identity(NAME, Certificates.LOCALHOST),
                certificates.truststore(),
                certificates.password(),
                TokenIssuer.in(certificates.folder()).keys().toUri().toString());
    }

    /** Returns the places of a settings file. */
    public Map<String, String> places() {
        return Map.of(
                "keystore",
                keystore.toString(),
                "truststore",
                truststore.toString(),
                "storePassword",
                password,
                "jwks",
                jwks);
    }

    /** Returns the files as our own TLS takes them. */
    public TlsFiles files() {
        return new TlsFiles(truststore, password, keystore, password, true);
    }

    /** Returns what makes connections to the servers, with their own certificate as that of the client. */
    public SSLSocketFactory sockets() {
        return TlsContext.of(files()).current().getSocketFactory();
    }

    /** Returns the files without their password. */
    @Override
    public String toString() {
        return "ServerTls[" + keystore + ", " + truststore + "]";
    }
}
