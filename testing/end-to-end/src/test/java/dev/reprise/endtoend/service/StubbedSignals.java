package dev.reprise.endtoend.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A signal that says go or hold, and a Prometheus with one value, both as the test wants them.
 *
 * <p>Threading: the server answers on a thread of its own.
 */
final class StubbedSignals implements AutoCloseable {

    private static final int OK = 200;

    private final HttpServer server;
    private volatile int status = OK;
    private volatile String value = "0";

    StubbedSignals() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/api/v1/query", exchange -> answer(exchange, OK, vector()));
        server.createContext("/", exchange -> answer(exchange, status, ""));
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** From now on the signal answers so. */
    void answer(int with) {
        status = with;
    }

    /** From now on the query has this value. */
    void value(String now) {
        value = now;
    }

    private String vector() {
        return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":"
                + "[{\"metric\":{},\"value\":[1700000000,\"" + value + "\"]}]}}";
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
        exchange.close();
    }

    /** Answers nothing any more. */
    void fallSilent() {
        server.stop(0);
    }

    @Override
    public void close() {
        fallSilent();
    }
}
