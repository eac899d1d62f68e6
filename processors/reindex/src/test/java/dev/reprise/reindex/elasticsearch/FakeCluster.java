package dev.reprise.reindex.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reprise.common.wire.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Indexes, aliases and templates as Elasticsearch keeps them; no documents. All alias actions of a request are carried out, or
 * none.
 *
 * <p>Threading: the test's, and one of the server.
 */
final class FakeCluster implements AutoCloseable {

    static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    final Map<String, ObjectNode> created = new TreeMap<>();
    final Map<String, ObjectNode> settings = new TreeMap<>();
    final Map<String, Map<String, ObjectNode>> aliases = new TreeMap<>();
    final List<String> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    @Nullable
    ObjectNode template;

    ObjectNode simulated = JSON.objectNode();

    /** Status of every answer to come; 0 for what is right. */
    int broken;

    /** Once an alias request is carried out, its answer is lost. */
    boolean losesAliasAnswer;

    FakeCluster() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Makes an index as a person does. */
    FakeCluster index(String name, String... aliasesOfIt) {
        created.put(name, JSON.objectNode());
        aliases.put(name, new TreeMap<>());
        for (String alias : aliasesOfIt) {
            of(name).put(alias, JSON.objectNode());
        }
        return this;
    }

    /** Makes the template. */
    FakeCluster template(String pattern) {
        ObjectNode made = JSON.objectNode();
        made.putArray("index_patterns").add(pattern);
        template = made;
        simulated.putObject("template");
        return this;
    }

    /** Returns what an index was made of. */
    ObjectNode made(String index) {
        return Objects.requireNonNull(created.get(index));
    }

    Map<String, ObjectNode> of(String index) {
        return aliases.computeIfAbsent(index, name -> new TreeMap<>());
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = URLDecoder.decode(exchange.getRequestURI().getRawPath(), StandardCharsets.UTF_8);
        byte[] sent = exchange.getRequestBody().readAllBytes();
        String request = exchange.getRequestMethod() + " " + path;
        requests.add(request);
        ObjectNode body = JSON.objectNode();
        int status = broken;
        if (status == 0) {
            JsonNode read = sent.length == 0 ? JSON.objectNode() : Json.read(sent, JsonNode.class);
            status = carryOut(request, path.split("/", -1), read, body);
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private int carryOut(String request, String[] path, JsonNode sent, ObjectNode body) {
        if (request.startsWith("GET /_alias/")) {
            return alias(path[2], body);
        }
        if (request.equals("POST /_aliases")) {
            int status = change(sent, body);
            return losesAliasAnswer ? 503 : status;
        }
        if (request.startsWith("GET /_index_template/")) {
            if (template == null) {
                return error(body, 404, "resource_not_found_exception");
            }
            body.putArray("index_templates").addObject().set("index_template", template);
            return 200;
        }
        if (request.startsWith("POST /_index_template/_simulate_index/")) {
            body.setAll(simulated);
            return 200;
        }
        if (request.endsWith("/_pit") && !request.startsWith("DELETE")) {
            body.put("id", "pit")
                    .putObject("_shards")
                    .put("total", 1)
                    .put("successful", 1)
                    .put("failed", 0);
            return 200;
        }
        if (request.equals("DELETE /_pit")) {
            body.put("succeeded", true).put("num_freed", 1);
            return 200;
        }
        return ofIndex(request, path[1], sent, body);
    }

    private int ofIndex(String request, String index, JsonNode sent, ObjectNode body) {
        if (request.equals("POST /_search")) {
            body.put("took", 1)
                    .put("timed_out", false)
                    .putObject("_shards")
                    .put("total", 1)
                    .put("successful", 1)
                    .put("failed", 0);
            body.putObject("hits").putArray("hits");
            return 200;
        }
        if (request.equals("POST /_mget")) {
            for (JsonNode doc : sent.path("docs")) {
                body.withArray("docs")
                        .addObject()
                        .put("_index", doc.path("_index").asText())
                        .put("_id", doc.path("_id").asText())
                        .put("found", false);
            }
            return 200;
        }
        boolean exists = created.containsKey(index);
        if (request.equals("PUT /" + index)) {
            if (exists) {
                return error(body, 400, "resource_already_exists_exception");
            }
            created.put(index, (ObjectNode) sent);
            of(index);
            return 200;
        }
        if (!exists) {
            return error(body, 404, "index_not_found_exception");
        }
        if (request.endsWith("/_settings")) {
            settings.put(index, (ObjectNode) sent.path("index"));
        } else if (request.endsWith("/_mapping")) {
            body.putObject(index).set("mappings", made(index).path("mappings"));
        }
        return 200;
    }

    private int alias(String name, ObjectNode body) {
        String regex = name.replace("*", ".*");
        aliases.forEach((index, all) -> all.forEach((alias, definition) -> {
            if (alias.matches(regex)) {
                body.withObject("/" + index).withObject("/aliases").set(alias, definition);
            }
        }));
        return body.isEmpty() && !name.contains("*") ? 404 : 200;
    }

    private int change(JsonNode sent, ObjectNode body) {
        for (JsonNode action : sent.path("actions")) {
            JsonNode removed = action.path("remove");
            if (!removed.isMissingNode()
                    && !of(removed.path("index").asText())
                            .containsKey(removed.path("alias").asText())) {
                return error(body, 404, "resource_not_found_exception");
            }
        }
        for (JsonNode action : sent.path("actions")) {
            JsonNode removed = action.path("remove");
            JsonNode added = action.path("add");
            if (removed.isMissingNode()) {
                ObjectNode definition = added.deepCopy();
                definition.remove(List.of("index", "alias"));
                of(added.path("index").asText()).put(added.path("alias").asText(), definition);
            } else {
                of(removed.path("index").asText()).remove(removed.path("alias").asText());
            }
        }
        return 200;
    }

    private static int error(ObjectNode body, int status, String type) {
        body.putObject("error").put("type", type).put("reason", "as it is said");
        return status;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
