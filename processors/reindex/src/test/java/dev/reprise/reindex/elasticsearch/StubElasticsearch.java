package dev.reprise.reindex.elasticsearch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server that knows one index and answers to bulk requests as it is told to.
 *
 * <p>Threading: the test's, and those of the server.
 */
final class StubElasticsearch implements AutoCloseable {

    /** As a server 8.19 says of an index. */
    static final Answer FOUND =
            new Answer(200, "{\"movies\":{\"settings\":{},\"defaults\":{\"index\":{\"gc_deletes\":\"60s\"}}}}");

    final List<String> bulks = new CopyOnWriteArrayList<>();
    final List<String> looks = new CopyOnWriteArrayList<>();
    private final Semaphore come = new Semaphore(0);
    private final Semaphore held = new Semaphore(0);
    private volatile boolean isHeld;
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final HttpServer server;
    volatile Answer look = FOUND;
    volatile Map<String, Long> versions = Map.of();

    /** What the server says. */
    record Answer(int status, String body) {}

    StubElasticsearch() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Waits until so many bulk requests have come, counted from the last wait on. */
    void awaitBulks(int count) throws InterruptedException {
        if (!come.tryAcquire(count, 30, TimeUnit.SECONDS)) {
            throw new AssertionError("there are only these: " + bulks);
        }
    }

    /** Answers no bulk request from now on, until {@link #release}. */
    void hold() {
        isHeld = true;
    }

    void release() {
        isHeld = false;
        held.release();
    }

    /** Answers the next bulk request with these items. */
    StubElasticsearch items(String... items) {
        return bulk(200, "{\"took\":1,\"errors\":true,\"items\":[" + String.join(",", items) + "]}");
    }

    synchronized StubElasticsearch bulk(int status, String body) {
        answers.add(new Answer(status, body));
        return this;
    }

    /** Returns an item that was done. */
    static String done(String operation, int status, String result) {
        return "{\"" + operation + "\":{\"_index\":\"movies\",\"_id\":\"1\",\"_version\":1,\"result\":\"" + result
                + "\",\"status\":" + status + "}}";
    }

    /** Returns an item that failed. */
    static String failed(String operation, int status, String type, String reason) {
        return "{\"" + operation + "\":{\"_index\":\"movies\",\"_id\":\"1\",\"status\":" + status
                + ",\"error\":{\"type\":\"" + type + "\",\"reason\":\"" + reason + "\"}}}";
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Answer answer;
        if (exchange.getRequestURI().getPath().equals("/_bulk")) {
            bulks.add(body);
            come.release();
            if (isHeld) {
                held.acquireUninterruptibly();
            }
            answer = next();
        } else if (exchange.getRequestURI().getPath().equals("/_mget")) {
            answer = found(body);
        } else {
            looks.add(exchange.getRequestURI().getPath());
            answer = look;
        }
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** In the order of the request, as a server answers. */
    private Answer found(String request) {
        StringBuilder items = new StringBuilder();
        Matcher id = Pattern.compile("\"_id\":\"([^\"]*)\"").matcher(request);
        while (id.find()) {
            Long version = versions.get(id.group(1));
            items.append(items.length() == 0 ? "" : ",")
                    .append("{\"_index\":\"movies\",\"_id\":\"" + id.group(1) + "\",")
                    .append(version == null ? "\"found\":false}" : "\"found\":true,\"_version\":" + version + "}");
        }
        return new Answer(200, "{\"docs\":[" + items + "]}");
    }

    private synchronized Answer next() {
        Answer next = answers.poll();
        return next == null ? new Answer(500, "{\"error\":\"no answer left\",\"status\":500}") : next;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
