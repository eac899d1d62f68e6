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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands before Elasticsearch, and does to requests what a test wants: passes them on, turns them away as a whole or in part, cuts
 * the connection, holds bulk requests, or keeps their answers back.
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
    private volatile CountDownLatch answered = new CountDownLatch(1);
    private volatile List<UUID> heldIds = List.of();

    /** What becomes of requests. */
    public enum Behaviour {
        /** Nothing. */
        PASS,
        /** All bulk requests are answered 429. */
        BUSY,
        /** Every other document of a bulk request is answered 429, and goes no further. */
        BUSY_IN_PART,
        /** Every other document of a bulk request is lost, and so is its answer. */
        LOSSY,
        /** The connection ends without an answer. */
        AWAY,
        /** The next bulk request waits until it is released; those behind it pass. */
        HOLD,
        /** Bulk requests pass, and are not answered until they are released. */
        MUTE,
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
        if (next == Behaviour.HOLD || next == Behaviour.HOLD_SWITCH || next == Behaviour.MUTE) {
            held = new CountDownLatch(1);
            released = new CountDownLatch(1);
            answered = new CountDownLatch(1);
        }
        behaviour = next;
    }

    /** Returns how many requests have met the behaviour since it changed. */
    public int struck() {
        return struck.get();
    }

    /** Waits until a request is held. */
    void awaitHeld() throws InterruptedException {
        if (!held.await(HELD_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new AssertionError("no request to be held has come");
        }
    }

    /** Returns whether a bulk request is held, or was. */
    public boolean isHolding() {
        return held.getCount() == 0;
    }

    /** Returns the assets whose documents are in the request that is held. */
    public List<UUID> heldIds() {
        return heldIds;
    }

    /** Lets what is held go on. */
    public void release() {
        released.countDown();
    }

    /** Lets the one that is held go on, and waits until its answer is on its way to the client. */
    public void releaseAndAwaitAnswer() throws InterruptedException {
        release();
        if (!answered.await(HELD_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new AssertionError("the request that was held has no answer");
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        boolean isBulk = exchange.getRequestURI().getPath().endsWith("/_bulk");
        boolean isMet = isBulk || behaviour == Behaviour.AWAY || behaviour == Behaviour.HOLD_SWITCH;
        switch (isMet ? behaviour : Behaviour.PASS) {
            case PASS -> pass(exchange, body);
            case AWAY -> {
                struck.incrementAndGet();
                exchange.close();
            }
            case BUSY -> {
                struck.incrementAndGet();
                answer(exchange, 429, "{\"error\":\"busy\",\"status\":429}".getBytes(StandardCharsets.UTF_8));
            }
            case BUSY_IN_PART -> {
                var bulk = new BulkBody(body);
                struck.addAndGet(bulk.others());
                passHalf(exchange, bulk, true);
            }
            case HOLD_SWITCH -> {
                boolean isSwitch = exchange.getRequestURI().getPath().endsWith("/_aliases")
                        && new String(body, StandardCharsets.UTF_8).contains("must_exist");
                HttpResponse<byte[]> moved = send(exchange, body);
                if (isSwitch && struck.getAndIncrement() == 0) {
                    held.countDown();
                    awaitRelease();
                }
                answer(exchange, moved);
            }
            case LOSSY -> {
                var bulk = new BulkBody(body);
                struck.addAndGet(bulk.others());
                passHalf(exchange, bulk, false);
            }
            case HOLD -> hold(exchange, body);
            case MUTE -> {
                struck.incrementAndGet();
                HttpResponse<byte[]> kept = send(exchange, body);
                awaitRelease();
                answer(exchange, kept);
            }
        }
    }

    private void hold(HttpExchange exchange, byte[] body) throws IOException {
        boolean isFirst = struck.getAndIncrement() == 0;
        if (isFirst) {
            heldIds = new BulkBody(body).ids();
            held.countDown();
            awaitRelease();
        }
        pass(exchange, body);
        if (isFirst) {
            answered.countDown();
        }
    }

    private void passHalf(HttpExchange exchange, BulkBody bulk, boolean isAnswered) throws IOException {
        HttpResponse<byte[]> answer = send(exchange, bulk.half());
        if (answer.statusCode() == 200 && isAnswered) {
            answer(exchange, 200, bulk.answerWithBusy(answer.body()));
        } else {
            answer(exchange, answer);
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
        answer(exchange, send(exchange, body));
    }

    private HttpResponse<byte[]> send(HttpExchange exchange, byte[] body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : List.of("Content-Type", "Accept")) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exchange.close();
            throw new IOException(e);
        }
    }

    private static void answer(HttpExchange exchange, HttpResponse<byte[]> answer) throws IOException {
        answer.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                .add("Content-Type", type));
        answer(exchange, answer.statusCode(), answer.body());
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
