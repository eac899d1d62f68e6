package dev.reprise.localstack.elasticsearch;

import dev.reprise.localstack.process.LoopbackPorts;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.function.Consumer;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Asks a node for the health of its cluster, which it knows once a master is elected; the test distribution does not
 * answer {@code GET /}.
 */
public final class ElasticsearchProbe {
    private ElasticsearchProbe() {}

    /** Whether it answers at that port of 127.0.0.1 in time. */
    public static boolean answers(int port, Duration within) {
        return answers("http://", port, within, connection -> {});
    }

    /**
     * As {@link #answers(int, Duration)}, where it wants TLS and a user.
     *
     * @param authorization header of a user who may ask
     */
    public static boolean answers(SSLSocketFactory sockets, String authorization, int port, Duration within) {
        return answers("https://", port, within, connection -> {
            ((HttpsURLConnection) connection).setSSLSocketFactory(sockets);
            connection.setRequestProperty("Authorization", authorization);
        });
    }

    private static boolean answers(String scheme, int port, Duration within, Consumer<HttpURLConnection> prepared) {
        int timeoutMillis = (int) within.toMillis();
        try {
            URL health = URI.create(scheme + LoopbackPorts.HOST + ":" + port
                            + "/_cluster/health?wait_for_status=yellow&timeout=1s&master_timeout=1s")
                    .toURL();
            HttpURLConnection connection = (HttpURLConnection) health.openConnection(Proxy.NO_PROXY);
            prepared.accept(connection);
            connection.setConnectTimeout(timeoutMillis);
            connection.setReadTimeout(timeoutMillis);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException notThere) {
            return false;
        }
    }
}
