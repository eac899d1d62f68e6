package dev.reprise.localstack.elasticsearch;

import dev.reprise.localstack.process.LoopbackPorts;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.time.Duration;

/**
 * Asks a node for the health of its cluster, which it knows once a master is elected; the test distribution does not
 * answer {@code GET /}.
 */
public final class ElasticsearchProbe {
    private ElasticsearchProbe() {}

    /** Whether it answers at that port of 127.0.0.1 in time. */
    public static boolean answers(int port, Duration within) {
        int timeoutMillis = (int) within.toMillis();
        try {
            URL health = URI.create("http://" + LoopbackPorts.HOST + ":" + port
                            + "/_cluster/health?wait_for_status=yellow&timeout=1s&master_timeout=1s")
                    .toURL();
            HttpURLConnection connection = (HttpURLConnection) health.openConnection(Proxy.NO_PROXY);
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
