package dev.reprise.iceberg.lake;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.NoSuchNamespaceException;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.rest.CatalogHandlers;
import org.apache.iceberg.rest.RESTCatalogProperties.SnapshotMode;
import org.apache.iceberg.rest.RESTSerializers;
import org.apache.iceberg.rest.requests.CreateNamespaceRequest;
import org.apache.iceberg.rest.requests.CreateTableRequest;
import org.apache.iceberg.rest.requests.UpdateTableRequest;
import org.apache.iceberg.rest.responses.ConfigResponse;
import org.apache.iceberg.rest.responses.ErrorResponse;
import org.jspecify.annotations.Nullable;

/**
 * A REST catalogue over another one: as much of the protocol as the writer needs, carried out by Iceberg's own handlers. It
 * wants a token. What becomes of the answers to commits can be ordered beforehand.
 *
 * <p>Threading: requests by one thread of its own, all else by the test.
 */
public final class RestCatalogServer implements AutoCloseable {

    private static final String TOKEN = "Bearer secret";

    private final Catalog catalog;
    private final ObjectMapper mapper = new ObjectMapper();
    private final Queue<Fate> fates = new ArrayDeque<>();
    private final InetSocketAddress address;
    private HttpServer server;

    /** What becomes of a commit. */
    public enum Fate {
        /** Nothing goes wrong. */
        DONE,
        /** It is carried out, and the answer is lost on its way. */
        DONE_UNKNOWN,
        /** It gets lost itself, and nobody can tell. */
        LOST_UNKNOWN,
        /** Something on the way sends it twice, and hands on the second answer. */
        SENT_TWICE
    }

    private record Answer(int status, @Nullable Object body) {}

    /** Starts it on a free port. */
    public RestCatalogServer(Catalog catalog) throws IOException {
        this.catalog = catalog;
        mapper.setVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY);
        mapper.configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);
        mapper.setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE);
        RESTSerializers.registerAll(mapper);
        server = started(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        address = server.getAddress();
    }

    /** Returns the properties of a client. */
    public Map<String, String> properties() {
        return Map.of("type", "rest", "uri", "http://127.0.0.1:" + address.getPort(), "token", "secret");
    }

    /** Says what becomes of the commits that come next, one after the other. */
    public synchronized void order(Fate... next) {
        fates.addAll(List.of(next));
    }

    /** Starts it again where it was. */
    public void startAgain() throws IOException {
        server = started(address);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private HttpServer started(InetSocketAddress where) throws IOException {
        HttpServer made = HttpServer.create(where, 0);
        made.createContext("/v1/", this::handle);
        made.start();
        return made;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = TOKEN.equals(exchange.getRequestHeaders().getFirst("Authorization"))
                    ? answerOrError(exchange, exchange.getRequestBody().readAllBytes())
                    : new Answer(401, null);
            byte[] body = answer.body() == null ? new byte[0] : mapper.writeValueAsBytes(answer.body());
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            boolean isEmpty = body.length == 0 || exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), isEmpty ? -1 : body.length);
            if (!isEmpty) {
                exchange.getResponseBody().write(body);
            }
        }
    }

    private Answer answerOrError(HttpExchange exchange, byte[] body) throws IOException {
        try {
            return answer(exchange, body);
        } catch (NoSuchTableException | NoSuchNamespaceException e) {
            return error(404, e);
        } catch (AlreadyExistsException | CommitFailedException e) {
            return error(409, e);
        }
    }

    private static Answer error(int status, RuntimeException failure) {
        return new Answer(
                status,
                ErrorResponse.builder()
                        .responseCode(status)
                        .withType(failure.getClass().getSimpleName())
                        .withMessage(failure.getMessage())
                        .build());
    }

    /** The parts of a path are {@code v1, namespaces, <namespace>, tables, <table>, metrics}. */
    private Answer answer(HttpExchange exchange, byte[] body) throws IOException {
        String[] path = exchange.getRequestURI().getPath().substring(1).split("/");
        boolean isPost = exchange.getRequestMethod().equals("POST");
        if (path[1].equals("config")) {
            return new Answer(200, ConfigResponse.builder().build());
        }
        Namespace namespace = path.length > 2 ? Namespace.of(path[2]) : Namespace.empty();
        return switch (path.length) {
            case 2 ->
                new Answer(
                        200,
                        CatalogHandlers.createNamespace(
                                (SupportsNamespaces) catalog, mapper.readValue(body, CreateNamespaceRequest.class)));
            case 3 -> new Answer(200, CatalogHandlers.loadNamespace((SupportsNamespaces) catalog, namespace));
            case 4 ->
                new Answer(
                        200,
                        CatalogHandlers.createTable(
                                catalog, namespace, mapper.readValue(body, CreateTableRequest.class)));
            case 5 -> {
                TableIdentifier table = TableIdentifier.of(namespace, path[4]);
                yield isPost
                        ? committed(table, mapper.readValue(body, UpdateTableRequest.class))
                        : new Answer(200, CatalogHandlers.loadTable(catalog, table, SnapshotMode.ALL));
            }
            default -> new Answer(204, null);
        };
    }

    private synchronized Answer committed(TableIdentifier table, UpdateTableRequest request) {
        Fate fate = fates.isEmpty() ? Fate.DONE : fates.remove();
        if (fate == Fate.LOST_UNKNOWN) {
            return new Answer(502, null);
        }
        Object first = CatalogHandlers.updateTable(catalog, table, request);
        return switch (fate) {
            case DONE_UNKNOWN -> new Answer(502, null);
            case SENT_TWICE -> new Answer(200, CatalogHandlers.updateTable(catalog, table, request));
            default -> new Answer(200, first);
        };
    }
}
