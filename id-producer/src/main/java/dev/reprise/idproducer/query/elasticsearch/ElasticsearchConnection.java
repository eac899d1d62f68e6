package dev.reprise.idproducer.query.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import dev.reprise.common.tls.TlsContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.net.ssl.HostnameVerifier;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.conn.ssl.DefaultHostnameVerifier;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.message.BasicHeader;
import org.apache.http.nio.conn.SchemeIOSessionStrategy;
import org.apache.http.nio.conn.ssl.SSLIOSessionStrategy;
import org.apache.http.nio.reactor.IOSession;
import org.elasticsearch.client.RestClient;

/**
 * Makes the client of Elasticsearch from the settings.
 *
 * <p>Threading: stateless. The client is safe for any number of threads, and its answers arrive on threads of its own.
 */
final class ElasticsearchConnection {

    private ElasticsearchConnection() {}

    /** Connects to nothing yet; whoever asks closes the client. */
    static ElasticsearchAsyncClient client(ElasticsearchSettings settings) {
        int timeoutMillis = (int) settings.requestTimeout().toMillis();
        var builder = RestClient.builder(settings.hosts().hosts().toArray(HttpHost[]::new))
                .setRequestConfigCallback(
                        config -> config.setConnectTimeout(timeoutMillis).setSocketTimeout(timeoutMillis));
        ElasticsearchSettings.Access access = settings.access();
        TlsContext tls = access.tls();
        if (tls != null) {
            builder.setHttpClientConfigCallback(http -> http.setSSLStrategy(strategy(tls)));
        }
        if (access.pathPrefix() != null) {
            builder.setPathPrefix(access.pathPrefix());
        }
        if (access.credentials() != null) {
            byte[] credentials = access.credentials().getBytes(StandardCharsets.UTF_8);
            builder.setDefaultHeaders(
                    authorization("Basic " + Base64.getEncoder().encodeToString(credentials)));
        } else if (access.apiKey() != null) {
            builder.setDefaultHeaders(authorization("ApiKey " + access.apiKey()));
        }
        // A mapper of its own: the client changes the one that it is given.
        return new ElasticsearchAsyncClient(new RestClientTransport(builder.build(), new JacksonJsonpMapper()));
    }

    /** One strategy for each connection, so that files that have changed count for the next. */
    private static SchemeIOSessionStrategy strategy(TlsContext tls) {
        HostnameVerifier names =
                tls.verifiesHostNames() ? new DefaultHostnameVerifier() : NoopHostnameVerifier.INSTANCE;
        return new SchemeIOSessionStrategy() {
            @Override
            public boolean isLayeringRequired() {
                return true;
            }

            @Override
            public IOSession upgrade(HttpHost host, IOSession session) throws IOException {
                return new SSLIOSessionStrategy(tls.current(), names).upgrade(host, session);
            }
        };
    }

    private static Header[] authorization(String value) {
        return new Header[] {new BasicHeader("Authorization", value)};
    }
}
