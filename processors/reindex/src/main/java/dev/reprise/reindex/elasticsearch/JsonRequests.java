package dev.reprise.reindex.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.reprise.common.wire.Json;
import dev.reprise.processor.BlockedException;
import dev.reprise.processor.UnreachableSystemException;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.http.HttpEntity;
import org.apache.http.util.EntityUtils;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * Requests about indexes, aliases and templates, as JSON: the typed client cannot say {@code null}, which puts a setting back.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
final class JsonRequests {

    private final RestClient rest;

    /** Uses the connections of a client. */
    JsonRequests(ElasticsearchAsyncClient client) {
        this.rest = ((RestClientTransport) client._transport()).restClient();
    }

    /**
     * What was answered.
     *
     * @param status of HTTP
     * @param body missing where it is no JSON
     */
    record Answer(int status, JsonNode body) {

        /** Returns whether there is no such thing. */
        boolean isMissing() {
            return status == 404;
        }

        /** Returns the type of the error. */
        String error() {
            return body.path("error").path("type").asText("");
        }

        /**
         * Returns this, if it was done.
         *
         * @param what was asked for, to follow "Reprise cannot"
         * @throws UnreachableSystemException if the same may be done later
         * @throws BlockedException if a person must do something first
         */
        Answer orFail(String what) {
            if (status < 300) {
                return this;
            }
            JsonNode error = body.path("error");
            JsonNode cause = error.path("root_cause").path(0).isMissingNode()
                    ? error
                    : error.path("root_cause").path(0);
            String words = "Elasticsearch answers "
                    + (error.isMissingNode()
                            ? String.valueOf(status)
                            : cause.path("type").asText("error") + ": "
                                    + cause.path("reason").asText(""));
            if (status == 429 || status >= 500 || status == 408) {
                throw new UnreachableSystemException(words);
            }
            throw new BlockedException("Reprise cannot " + what + ": " + words);
        }
    }

    /** Asks. */
    CompletionStage<Answer> get(String path) {
        return send("GET", path, null);
    }

    /**
     * Sends a request.
     *
     * @param path with each part made by {@link #part}
     * @return completes with whatever is answered; exceptionally with an {@link UnreachableSystemException} without an answer
     */
    CompletionStage<Answer> send(String method, String path, @Nullable JsonNode body) {
        var request = new Request(method, path);
        if (body != null) {
            request.setJsonEntity(body.toString());
        }
        CompletableFuture<Answer> answered = new CompletableFuture<>();
        rest.performRequestAsync(request, new ResponseListener() {
            @Override
            public void onSuccess(Response response) {
                complete(response);
            }

            @Override
            public void onFailure(Exception failure) {
                if (failure instanceof ResponseException refused) {
                    complete(refused.getResponse());
                } else {
                    answered.completeExceptionally(Trouble.passing(failure)
                            .<RuntimeException>map(passing -> passing)
                            .orElseGet(() -> new UnreachableSystemException(failure.toString())));
                }
            }

            private void complete(Response response) {
                try {
                    answered.complete(new Answer(response.getStatusLine().getStatusCode(), json(response.getEntity())));
                } catch (IOException e) {
                    answered.completeExceptionally(
                            new UnreachableSystemException("no whole answer of Elasticsearch: " + e));
                }
            }
        });
        return answered;
    }

    private static JsonNode json(@Nullable HttpEntity entity) throws IOException {
        if (entity == null) {
            return MissingNode.getInstance();
        }
        byte[] bytes = EntityUtils.toByteArray(entity);
        try {
            JsonNode read = bytes.length == 0 ? null : Json.read(bytes, JsonNode.class);
            return read == null ? MissingNode.getInstance() : read;
        } catch (RuntimeException e) {
            // A proxy has answered: the status says enough.
            return MissingNode.getInstance();
        }
    }

    /** Returns a name as a part of a path. */
    static String part(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
