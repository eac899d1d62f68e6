package dev.reprise.localstack.tls;

import dev.reprise.common.tls.TlsContext;
import dev.reprise.common.tls.TlsFiles;
import java.nio.file.Path;
import java.util.Map;
import javax.net.SocketFactory;

/**
 * What a server of this machine needs to speak TLS.
 *
 * <p>Threading: immutable.
 *
 * @param keystore key and certificate of the server, PKCS12
 * @param truststore certificate of the authority, PKCS12
 * @param password of both
 */
public record ServerTls(Path keystore, Path truststore, String password) {

    /** The name in the certificate of every server. */
    public static final String NAME = "reprise-server";

    /** Returns what the servers of a stack share. */
    public static ServerTls of(Certificates certificates) {
        return new ServerTls(
                certificates.identity(NAME, Certificates.LOCALHOST),
                certificates.truststore(),
                certificates.password());
    }

    /** Returns the places of a settings file. */
    public Map<String, String> places() {
        return Map.of("keystore", keystore.toString(), "truststore", truststore.toString(), "storePassword", password);
    }

    /** Returns what makes connections to the servers, with their own certificate as that of the client. */
    public SocketFactory sockets() {
        return TlsContext.of(new TlsFiles(truststore, password, keystore, password, true))
                .current()
                .getSocketFactory();
    }

    /** Returns the files without their password. */
    @Override
    public String toString() {
        return "ServerTls[" + keystore + ", " + truststore + "]";
    }
}
