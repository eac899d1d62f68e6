package dev.reprise.endtoend.monitoring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes what OpenTelemetry sends over HTTP, and looks for a trace in it.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class TraceCollector implements AutoCloseable {

    private static final int OK = 200;

    private final HttpServer server;
    private final List<String> bodies = new CopyOnWriteArrayList<>();

    /** Starts on a free port. */
    public TraceCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** Returns where spans are to be sent to. */
    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Returns whether a span of this name and trace has come; the ids of traces are bytes in what is sent. */
    public boolean has(String name, String traceId) {
        String id = latin1(HexFormat.of().parseHex(traceId));
        return bodies.stream().anyMatch(body -> body.contains(id) && body.contains(name));
    }

    private void take(HttpExchange exchange) throws IOException {
        bodies.add(latin1(exchange.getRequestBody().readAllBytes()));
        exchange.sendResponseHeaders(OK, -1);
        exchange.close();
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
