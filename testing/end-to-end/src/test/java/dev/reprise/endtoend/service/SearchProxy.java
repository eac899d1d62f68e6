package dev.reprise.endtoend.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before Elasticsearch, and does to requests what a test wants: passes them on, turns them away, cuts the connection, or
 * holds bulk requests.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class SearchProxy implements AutoCloseable {

    /** A request that is held longer is a test that hangs. */
    private static final int HELD_SECONDS_MAX = 60;

    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final String target;
    private final AtomicInteger struck = new AtomicInteger();
    private volatile Behaviour behaviour = Behaviour.PASS;
    private volatile CountDownLatch held = new CountDownLatch(1);
    private volatile CountDownLatch released = new CountDownLatch(1);

    /** What becomes of requests. */
    public enum Behaviour {
        /** Nothing. */
        PASS,
        /** All bulk requests are answered 429. */
        BUSY,
        /** The connection ends without an answer. */
        AWAY,
        /** The next bulk request waits until it is released; those behind it pass. */
        HOLD,
        /** The answer to the next request that moves an alias waits until it is released; it is carried out before. */
        HOLD_SWITCH
    }

    /** Opens the proxy. */
    public SearchProxy(String target) throws IOException {
        this.target = "http://" + target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Returns where services find Elasticsearch. */
    public String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Changes what becomes of requests from now on. */
    public void be(Behaviour next) {
        struck.set(0);
        if (next == Behaviour.HOLD || next == Behaviour.HOLD_SWITCH) {
            held = new CountDownLatch(1);
            released = new CountDownLatch(1);
        }
        behaviour = next;
    }

    /** Returns how many requests were not passed on since the behaviour changed. */
    public int struck() {
        return struck.get();
    }

    /** Waits until a request is held. */
    void awaitHeld() throws InterruptedException {
        if (!held.await(HELD_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new AssertionError("no request to be held has come");
        }
    }

    /** Lets the one that is held go on. */
    void release() {
        released.countDown();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean isBulk = exchange.getRequestURI().getPath().endsWith("/_bulk");
        switch (behaviour) {
            case PASS -> pass(exchange, body);
            case AWAY -> {
                struck.incrementAndGet();
                exchange.close();
            }
            case BUSY -> {
                if (isBulk) {
                    struck.incrementAndGet();
                    answer(
                            exchange,
                            429,
                            "{\"error\":\"busy\",\"status\":429}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                } else {
                    pass(exchange, body);
                }
            }
            case HOLD -> {
                if (isBulk && struck.getAndIncrement() == 0) {
                    held.countDown();
                    awaitRelease();
                }
                pass(exchange, body);
            }
            case HOLD_SWITCH -> {
                boolean isSwitch = exchange.getRequestURI().getPath().endsWith("/_aliases")
                        && new String(body, java.nio.charset.StandardCharsets.UTF_8).contains("must_exist");
                pass(exchange, body, isSwitch && struck.getAndIncrement() == 0);
            }
        }
    }

    private void awaitRelease() throws IOException {
        try {
            if (!released.await(HELD_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IOException("nobody has released the request");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void pass(HttpExchange exchange, byte[] body) throws IOException {
        pass(exchange, body, false);
    }

    private void pass(HttpExchange exchange, byte[] body, boolean isHeldBehind) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : List.of("Content-Type", "Accept")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                    .add("Content-Type", type));
            if (isHeldBehind) {
                held.countDown();
                awaitRelease();
            }
            answer(exchange, answer.statusCode(), answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
        if (exchange.getResponseHeaders().getFirst("Content-Type") == null) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
