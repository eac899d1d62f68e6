package dev.reprise.localstack.gate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.reprise.common.tls.TlsContext;
import dev.reprise.common.tls.TlsFiles;
import dev.reprise.localstack.process.LoopbackPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Stands before an Elasticsearch and lets in who speaks TLS, is known, and has the privileges.
 *
 * <p>Threading: safe for any number of threads; each request has one, and there are as many as clients have connections.
 */
public final class ElasticsearchGate implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(1);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int BAD_GATEWAY = 502;

    private static final List<String> CHALLENGES =
            List.of("Basic realm=\"security\", charset=\"UTF-8\"", "Bearer realm=\"security\"", "ApiKey");

    private final String server;
    private final Path users;
    private final HttpsServer listener;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "elasticsearch-gate");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, Set<String>> used = new ConcurrentHashMap<>();

    private ElasticsearchGate(String server, Path users, HttpsServer listener) {
        this.server = server;
        this.users = users;
        this.listener = listener;
    }

    /**
     * Opens a gate at once.
     *
     * @param server the Elasticsearch, {@code host:port}
     * @param port of 127.0.0.1; 0 for a free one
     * @param identity key and certificate of the gate
     * @param users file of {@link GateUsers}, read for each request; while there is none, nobody comes in
     */
    public static ElasticsearchGate before(String server, int port, TlsFiles identity, Path users) {
        try {
            var listener = HttpsServer.create(LoopbackPorts.address(LoopbackPorts.orChoose(port)), 0);
            listener.setHttpsConfigurator(
                    new HttpsConfigurator(TlsContext.of(identity).current()));
            var gate = new ElasticsearchGate(server, users, listener);
            listener.setExecutor(gate.threads);
            listener.createContext("/", gate::handle);
            listener.start();
            return gate;
        } catch (IOException failed) {
            throw new UncheckedIOException("no gate at port " + port + ": " + failed.getMessage(), failed);
        }
    }

    /** Returns where clients find Elasticsearch by {@code https}, as {@code host:port}. */
    public String address() {
        return LoopbackPorts.HOST + ":" + listener.getAddress().getPort();
    }

    /**
     * Returns the privileges that were needed so far.
     *
     * @param authorization what the client sends in the header of that name
     */
    public Set<String> usedPrivileges(String authorization) {
        return Set.copyOf(used.getOrDefault(authorization, Set.of()));
    }

    @Override
    public void close() {
        listener.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            GateUsers known = GateUsers.in(users);
            Optional<GateRole> role = authorization == null ? Optional.empty() : known.role(authorization);
            if (authorization == null || role.isEmpty()) {
                exchange.getResponseHeaders().put("WWW-Authenticate", CHALLENGES);
                answer(exchange, UNAUTHORIZED, error(UNAUTHORIZED, unknown(exchange, authorization)));
                return;
            }
            GateAction action = GateAction.of(
                    exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
            used.computeIfAbsent(authorization, key -> ConcurrentHashMap.newKeySet())
                    .addAll(action.privileges());
            Optional<String> missing = action.privileges().stream()
                    .filter(privilege -> !role.get().allows(action.index(), privilege))
                    .findFirst();
            if (missing.isPresent()) {
                answer(exchange, FORBIDDEN, error(FORBIDDEN, denied(action, missing.get())));
            } else {
                pass(exchange, body);
            }
        }
    }

    private static String unknown(HttpExchange exchange, @Nullable String authorization) {
        return authorization == null
                ? "missing authentication credentials for REST request ["
                        + exchange.getRequestURI().getRawPath() + "]"
                : "unable to authenticate with provided credentials and anonymous access is not allowed for this request";
    }

    private static String denied(GateAction action, String privilege) {
        String on = action.index().isEmpty() ? "" : " on indices [" + action.index() + "]";
        return "action [" + action.name() + "] is unauthorized for this user" + on
                + ", this action is granted by the index privileges [" + privilege + ",all]";
    }

    private static byte[] error(int status, String reason) {
        ObjectNode document = JSON.createObjectNode();
        ObjectNode error = document.putObject("error");
        error.putArray("root_cause")
                .addObject()
                .put("type", "security_exception")
                .put("reason", reason);
        error.put("type", "security_exception").put("reason", reason);
        document.put("status", status);
        return document.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void pass(HttpExchange exchange, byte[] body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create("http://" + server + exchange.getRequestURI()))
                .timeout(ANSWER_WITHIN)
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : List.of("Content-Type", "Accept")) {
            String value = exchange.getRequestHeaders().getFirst(name);
            if (value != null) {
                request.header(name, value);
            }
        }
        try {
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            answer.headers().firstValue("Content-Type").ifPresent(type -> exchange.getResponseHeaders()
                    .set("Content-Type", type));
            answer(exchange, answer.statusCode(), answer.body());
        } catch (IOException away) {
            answer(exchange, BAD_GATEWAY, error(BAD_GATEWAY, "elasticsearch does not answer"));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("X-Elastic-Product", "Elasticsearch");
        headers.putIfAbsent("Content-Type", List.of("application/json"));
        boolean hasBody = body.length > 0 && !exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, hasBody ? body.length : -1);
        if (hasBody) {
            exchange.getResponseBody().write(body);
        }
    }
}
