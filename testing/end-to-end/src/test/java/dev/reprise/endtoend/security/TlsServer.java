package dev.reprise.endtoend.security;

import dev.reprise.common.tls.TlsContext;
import dev.reprise.common.tls.TlsFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.ssl.SSLServerSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server that does nothing but TLS handshakes, with one certificate after the other.
 *
 * <p>Threading: its own accepts; any other may change the certificate and close it.
 */
final class TlsServer implements AutoCloseable {

    private static final int BACKLOG = 16;

    private final SSLServerSocket socket;
    private volatile @Nullable Socket client;
    private final Thread thread = new Thread(this::serve, "tls-server");

    private TlsServer(SSLServerSocket socket) {
        this.socket = socket;
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Listens on a free port of 127.0.0.1.
     *
     * @param authority of clients, which must have a certificate; {@code null} where they need none
     */
    static TlsServer with(Path identity, String password, @Nullable Path authority) {
        return with(identity, password, authority, 0);
    }

    /** The same on a port of 127.0.0.1. */
    static TlsServer with(Path identity, String password, @Nullable Path authority, int port) {
        var files = new TlsFiles(authority, null, identity, password, true);
        try {
            var socket = (SSLServerSocket) TlsContext.of(files)
                    .current()
                    .getServerSocketFactory()
                    .createServerSocket(port, BACKLOG, InetAddress.getLoopbackAddress());
            socket.setNeedClientAuth(authority != null);
            return new TlsServer(socket);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Ends it; its port is free afterwards. */
    @Override
    public void close() throws IOException {
        socket.close();
        Socket last = client;
        if (last != null) {
            last.close();
        }
        // The system keeps the port for as long as a thread waits at it.
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket accepted = socket.accept()) {
                client = accepted;
                if (socket.isClosed()) {
                    return;
                }
                // The first read makes the handshake, and tells a client why it fails.
                int unused = accepted.getInputStream().read();
            } catch (IOException ended) {
                // By the client, or by the end of the test.
            }
        }
    }
}
