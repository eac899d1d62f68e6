package dev.reprise.endtoend.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;

/**
 * An index of a test, as whoever owns the assets would keep it: ids and types as keywords.
 *
 * <p>Threading: one thread.
 */
final class SearchIndex {

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final String name;

    SearchIndex(String address, String name) {
        this.address = "http://" + address;
        this.name = name;
    }

    SearchIndex create() {
        send(
                "PUT",
                "/" + name,
                "{\"settings\":{\"number_of_shards\":2,\"number_of_replicas\":0},\"mappings\":{\"properties\":{"
                        + "\"asset_id\":{\"type\":\"keyword\"},\"asset_type\":{\"type\":\"keyword\"},\"genre\":{\"type\":\"keyword\"},"
                        + "\"title\":{\"type\":\"text\"},\"number\":{\"type\":\"long\"}}}}");
        return this;
    }

    void delete() {
        send("DELETE", "/" + name, "");
    }

    /** Adds a document for each asset, and makes them visible to searches. */
    void add(String type, String genre, List<UUID> ids) {
        var lines = new StringBuilder();
        for (UUID id : ids) {
            lines.append("{\"index\":{}}\n{\"asset_id\":\"")
                    .append(id)
                    .append("\",\"asset_type\":\"")
                    .append(type)
                    .append("\",\"genre\":\"")
                    .append(genre)
                    .append("\"}\n");
        }
        send("POST", "/" + name + "/_bulk?refresh=true", lines.toString());
    }

    private void send(String method, String path, String body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(address + path))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300 || answer.body().contains("\"errors\":true")) {
                throw new AssertionError(method + " " + path + ": " + answer.body());
            }
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
