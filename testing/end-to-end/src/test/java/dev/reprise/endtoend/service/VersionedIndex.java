package dev.reprise.endtoend.service;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;

/**
 * An index whose documents have the write times of rows as versions, as a live indexer would keep it.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class VersionedIndex {

    private static final int MANY = 10_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;
    private final String name;

    /** Names an index that need not be there. */
    public VersionedIndex(String address, String name) {
        this.address = "http://" + address;
        this.name = name;
    }

    /** A document with its version. */
    public record Document(long version, String source) {}

    /** Makes the index; what its mapping does not know is refused. */
    public VersionedIndex create(String properties) {
        expect(
                send(
                        "PUT",
                        "",
                        "{\"settings\":{\"number_of_shards\":2,\"number_of_replicas\":0},\"mappings\":{\"dynamic\":\"strict\","
                                + "\"properties\":" + properties + "}}"),
                200);
        return this;
    }

    /** Makes the index with whatever fields come. */
    public VersionedIndex create() {
        expect(send("PUT", "", "{\"settings\":{\"number_of_shards\":2,\"number_of_replicas\":0}}"), 200);
        return this;
    }

    /** Makes the index with one shard, and lets it remember the versions of what was deleted for so long only. */
    VersionedIndex createForgetful(Duration remembersDeletes) {
        expect(
                send(
                        "PUT",
                        "",
                        "{\"settings\":{\"number_of_shards\":1,\"number_of_replicas\":0,\"gc_deletes\":\""
                                + remembersDeletes.toMillis() + "ms\"}}"),
                200);
        return this;
    }

    /** Waits until the index has forgotten the versions of all that was deleted before; by a document that comes and goes. */
    void awaitForgotten() {
        UUID probe = UUID.randomUUID();
        put(probe, 1, "{}");
        delete(probe, 3);
        Awaitility.await("the index forgets what was deleted")
                .atMost(TopicClient.WITHIN)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    // It forgets when it refreshes.
                    expect(send("POST", "/_refresh", ""), 200);
                    return send("PUT", "/_doc/" + probe + "?version_type=external&version=2", "{}")
                                    .statusCode()
                            == 201;
                });
        delete(probe, 4);
    }

    /** Returns whether it is there. */
    boolean exists() {
        return send("GET", "/_settings", "").statusCode() == 200;
    }

    /** Writes a document as a live indexer does; one at least as new stays. */
    public void put(UUID id, long version, String source) {
        expect(send("PUT", "/_doc/" + id + "?version_type=external&version=" + version, source), 200, 201, 409);
    }

    /** Removes a document as a live indexer does. */
    public void delete(UUID id, long version) {
        expect(send("DELETE", "/_doc/" + id + "?version_type=external&version=" + version, ""), 200, 404, 409);
    }

    /** Closes the index and opens it again: its shards forget the versions of what was deleted. */
    void reopen() {
        expect(send("POST", "/_close", ""), 200);
        expect(send("POST", "/_open", ""), 200);
        expect(send("GET", "/_search?q=*&size=0", ""), 200);
    }

    /** Returns all documents. */
    public Map<UUID, Document> all() {
        expect(send("POST", "/_refresh", ""), 200);
        Map<UUID, Document> all = new TreeMap<>();
        HttpResponse<String> answer = send("POST", "/_search", "{\"version\":true,\"size\":" + MANY + "}");
        expect(answer, 200);
        for (JsonNode hit : json(answer.body()).path("hits").path("hits")) {
            all.put(
                    UUID.fromString(hit.path("_id").textValue()),
                    new Document(
                            hit.path("_version").longValue(),
                            hit.path("_source").toString()));
        }
        return all;
    }

    private static JsonNode json(String text) {
        return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }

    private static void expect(HttpResponse<String> answer, Integer... statuses) {
        if (!java.util.List.of(statuses).contains(answer.statusCode())) {
            throw new AssertionError(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
        }
    }

    private HttpResponse<String> send(String method, String path, String body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(address + "/" + name + path))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
