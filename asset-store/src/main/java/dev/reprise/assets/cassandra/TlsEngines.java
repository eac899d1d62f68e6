package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.ssl.SslEngineFactory;
import dev.reprise.common.tls.TlsContext;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLEngine;

/**
 * Gives the driver the TLS end of each connection. The driver's own factory reads its files once; this one follows them.
 *
 * <p>Threading: safe for any number of threads.
 */
final class TlsEngines implements SslEngineFactory {

    private final TlsContext tls;

    TlsEngines(TlsContext tls) {
        this.tls = tls;
    }

    @Override
    public SSLEngine newSslEngine(EndPoint node) {
        if (node.resolve() instanceof InetSocketAddress address) {
            // The cluster tells addresses, and certificates are mostly made for names: as the driver's own factory
            // does.
            return tls.newClientEngine(address.getHostName(), address.getPort());
        }
        throw new IllegalArgumentException("a node of Cassandra is reached by host and port, not by " + node);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
