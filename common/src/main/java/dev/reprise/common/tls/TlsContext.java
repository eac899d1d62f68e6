package dev.reprise.common.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes the TLS end of each connection of a client from files. Files that have changed are read again for the next
 * connection, so a renewed certificate needs no restart. While changed files cannot be read, the ones before hold.
 *
 * <p>Threading: safe for any number of threads. A new connection costs a look at the time of each file.
 */
public final class TlsContext {

    private final TlsFiles files;
    private SSLContext context;
    private List<FileTime> times;

    private TlsContext(TlsFiles files) {
        this.files = files;
        this.times = times();
        this.context = read();
    }

    /**
     * Reads the files.
     *
     * @throws WrongFileException that names the file, and says why it cannot be used
     */
    public static TlsContext of(TlsFiles files) {
        return new TlsContext(files);
    }

    /** Returns the context of the files as they are now. */
    public synchronized SSLContext current() {
        List<FileTime> now = times();
        if (!now.equals(times)) {
            try {
                context = read();
                times = now;
            } catch (WrongFileException halfWritten) {
                // The next connection tries again.
                return context;
            }
        }
        return context;
    }

    /** Returns whether the certificate of a server must be for the name that it is reached by. */
    public boolean verifiesHostNames() {
        return files.hostnameVerification();
    }

    /**
     * Returns the client's end of a new connection.
     *
     * @param host the name by which the server is reached
     */
    public SSLEngine newClientEngine(String host, int port) {
        SSLEngine engine = current().createSSLEngine(host, port);
        engine.setUseClientMode(true);
        if (files.hostnameVerification()) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
        }
        return engine;
    }

    private List<FileTime> times() {
        return Stream.of(files.truststore(), files.keystore())
                .filter(Objects::nonNull)
                .map(TlsContext::time)
                .toList();
    }

    private static FileTime time(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            // A file that is replaced may be away for a moment.
            return FileTime.fromMillis(0);
        }
    }

    private SSLContext read() {
        try {
            SSLContext made = SSLContext.getInstance("TLS");
            KeyManagerFactory keys = keys(files.keystore());
            TrustManagerFactory trust = trust(files.truststore());
            made.init(
                    keys == null ? null : keys.getKeyManagers(), trust == null ? null : trust.getTrustManagers(), null);
            return made;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM cannot make a TLS context", e);
        }
    }

    private @Nullable KeyManagerFactory keys(@Nullable Path file) throws GeneralSecurityException {
        if (file == null) {
            return null;
        }
        try {
            KeyStore identity = KeyMaterial.identity(file, files.keystorePassword());
            KeyManagerFactory made = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            made.init(identity, KeyMaterial.characters(files.keystorePassword()));
            return made;
        } catch (IllegalArgumentException e) {
            throw new WrongFileException(WrongFileException.Role.KEYSTORE, e);
        }
    }

    private @Nullable TrustManagerFactory trust(@Nullable Path file) throws GeneralSecurityException {
        if (file == null) {
            return null;
        }
        try {
            KeyStore authorities = KeyMaterial.authorities(file, files.truststorePassword());
            TrustManagerFactory made = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            made.init(authorities);
            return made;
        } catch (IllegalArgumentException e) {
            throw new WrongFileException(WrongFileException.Role.TRUSTSTORE, e);
        }
    }
}
