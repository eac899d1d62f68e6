package dev.reprise.idproducer.query.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
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
        if (settings.credentials() != null) {
            byte[] credentials = settings.credentials().getBytes(StandardCharsets.UTF_8);
            builder.setDefaultHeaders(
                    authorization("Basic " + Base64.getEncoder().encodeToString(credentials)));
        } else if (settings.apiKey() != null) {
            builder.setDefaultHeaders(authorization("ApiKey " + settings.apiKey()));
        }
        // A mapper of its own: the client changes the one that it is given.
        return new ElasticsearchAsyncClient(new RestClientTransport(builder.build(), new JacksonJsonpMapper()));
    }

    private static Header[] authorization(String value) {
        return new Header[] {new BasicHeader("Authorization", value)};
    }
}
