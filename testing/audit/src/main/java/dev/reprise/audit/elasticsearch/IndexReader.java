package dev.reprise.audit.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.audit.IndexRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Reads a whole index with the versions of its documents, by HTTP and not by the client of the services.
 *
 * <p>Threading: one thread, which blocks. Memory: all documents.
 */
public final class IndexReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final int PAGE = 1_000;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String address;

    /** Creates a reader of a server, such as {@code 127.0.0.1:9200}. */
    public IndexReader(String address) {
        this.address = "http://" + address;
    }

    /** Makes an index that takes any JSON object. */
    public void create(String index) {
        create(index, Duration.ofMinutes(1));
    }

    /**
     * Makes an index that takes any JSON object.
     *
     * @param remembersDeletes how long it remembers the versions of what was deleted
     */
    public void create(String index, Duration remembersDeletes) {
        // It forgets when it refreshes, and without an interval it would rest while nobody searches.
        send(
                "PUT",
                "/" + index,
                "{\"settings\":{\"number_of_shards\":2,\"number_of_replicas\":0,\"refresh_interval\":\"1s\","
                        + "\"gc_deletes\":\"" + remembersDeletes.toMillis()
                        + "ms\"},\"mappings\":{\"dynamic\":false}}");
    }

    /** Closes an index and opens it again: it forgets the versions of what was deleted. */
    public void reopen(String index) {
        send("POST", "/" + index + "/_close", "");
        send("POST", "/" + index + "/_open", "");
    }

    /** Returns all documents by the ids of their assets. */
    public Map<UUID, IndexRules.Document> documents(String index) {
        send("POST", "/" + index + "/_refresh", "");
        String pointInTime =
                send("POST", "/" + index + "/_pit?keep_alive=1m", "").path("id").textValue();
        Map<UUID, IndexRules.Document> documents = new HashMap<>();
        JsonNode after = JSON.nullNode();
        while (true) {
            var search = JSON.createObjectNode().put("size", PAGE).put("version", true);
            search.putObject("pit").put("id", pointInTime);
            search.putArray("sort").add("_shard_doc");
            if (!after.isNull()) {
                search.set("search_after", after);
            }
            JsonNode hits =
                    send("POST", "/_search", search.toString()).path("hits").path("hits");
            if (hits.isEmpty()) {
                return documents;
            }
            for (JsonNode hit : hits) {
                documents.put(
                        UUID.fromString(hit.path("_id").textValue()),
                        new IndexRules.Document(hit.path("_version").longValue(), hit.path("_source")));
                after = hit.path("sort");
            }
        }
    }

    private JsonNode send(String method, String path, String body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(address + path))
                    .header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(method + " " + path + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
