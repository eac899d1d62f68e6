package dev.reprise.idproducer.query.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.entity.ContentType;
import org.apache.http.message.BasicHeader;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;

/**
 * Sends requests and reads answers, both as JSON.
 *
 * <p>Threading: safe for any number of threads; answers arrive on threads of the client.
 */
final class ElasticsearchClient implements AutoCloseable {

    private final RestClient client;

    ElasticsearchClient(ElasticsearchSettings settings) {
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
        this.client = builder.build();
    }

    private static Header[] authorization(String value) {
        return new Header[] {new BasicHeader("Authorization", value)};
    }

    /**
     * Sends a request.
     *
     * @param parameters of the address
     * @param body {@code null} for none
     * @return completes with the answer, exceptionally with whatever the client says
     */
    CompletableFuture<JsonNode> send(
            String method,
            String path,
            Map<String, String> parameters,
            @org.jspecify.annotations.Nullable JsonNode body) {
        var request = new Request(method, path);
        parameters.forEach(request::addParameter);
        if (body != null) {
            request.setEntity(new NByteArrayEntity(Json.bytes(body), ContentType.APPLICATION_JSON));
        }
        var answer = new CompletableFuture<JsonNode>();
        try {
            perform(request, answer);
        } catch (RuntimeException unsendable) {
            // A closed client, or an address that is none: told as every other failure.
            answer.completeExceptionally(unsendable);
        }
        return answer;
    }

    private void perform(Request request, CompletableFuture<JsonNode> answer) {
        client.performRequestAsync(request, new ResponseListener() {
            @Override
            public void onSuccess(Response response) {
                try {
                    answer.complete(Objects.requireNonNull(
                            Json.mapper().readTree(response.getEntity().getContent())));
                } catch (IOException | RuntimeException unreadable) {
                    answer.completeExceptionally(unreadable);
                }
            }

            @Override
            public void onFailure(Exception failure) {
                answer.completeExceptionally(failure);
            }
        });
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the client of Elasticsearch failed", e);
        }
    }
}
