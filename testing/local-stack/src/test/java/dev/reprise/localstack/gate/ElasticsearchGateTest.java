package dev.reprise.localstack.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.reprise.common.tls.TlsContext;
import dev.reprise.common.tls.TlsFiles;
import dev.reprise.localstack.process.LoopbackPorts;
import dev.reprise.localstack.tls.Certificates;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElasticsearchGateTest {

    private static final GateUsers USERS = GateUsers.NONE
            .withAdministrator("elastic", "all")
            .withRole(
                    "reader",
                    new GateRole(List.of(new GateRole.Indices(List.of("assets-*"), List.of("read", "delete")))))
            .withApiKey("key", "reader")
            .withUser("reader", "word", "reader");

    @TempDir
    private static Path folder;

    private static Path users;
    private static HttpServer server;
    private static HttpClient client;
    private static ElasticsearchGate gate;

    @BeforeAll
    static void open() throws Exception {
        users = folder.resolve("users.json");
        server = HttpServer.create(LoopbackPorts.address(0), 0);
        server.createContext("/", exchange -> {
            byte[] body = (exchange.getRequestMethod() + " " + exchange.getRequestURI()
                            + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        Certificates certificates = Certificates.in(folder.resolve("certificates"));
        var identity = new TlsFiles(
                null, null, certificates.identity("server", Certificates.LOCALHOST), certificates.password(), true);
        gate = ElasticsearchGate.before("127.0.0.1:" + server.getAddress().getPort(), 0, identity, users);
        client = HttpClient.newBuilder()
                .sslContext(TlsContext.of(new TlsFiles(certificates.authority(), null, null, null, true))
                        .current())
                .build();
    }

    @AfterAll
    static void close() {
        gate.close();
        server.stop(0);
    }

    @Test
    void should_let_in_who_is_known() throws Exception {
        // given
        USERS.write(users);

        // when / then
        assertThat(ask(null, "POST", "/assets-1/_search", "").body())
                .contains("missing authentication credentials for REST request [/assets-1/_search]");
        HttpResponse<String> wrong = ask("ApiKey other", "POST", "/assets-1/_search", "");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().allValues("WWW-Authenticate")).contains("ApiKey");
        assertThat(wrong.body())
                .startsWith("{\"error\":{\"root_cause\":[{\"type\":\"security_exception\",\"reason\":\"unable to"
                        + " authenticate with provided credentials");
        assertThat(ask("ApiKey key", "POST", "/assets-1/_search?q=1", "{}").body())
                .isEqualTo("POST /assets-1/_search?q=1{}");
        assertThat(ask(GateUsers.basic("reader", "word"), "POST", "/assets-1/_search", "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void should_ask_for_the_privileges_of_each_request() throws Exception {
        // given
        USERS.write(users);
        String deletion = "{\"delete\":{\"_id\":\"1\"}}\n";
        String change = "{\"index\":{\"_id\":\"1\"}}\n{}\n";

        // when / then
        assertThat(status("POST", "/assets-1/_pit?keep_alive=1m", "")).isEqualTo(200);
        assertThat(status("POST", "/_search", "{}")).isEqualTo(200);
        assertThat(status("DELETE", "/_pit", "{}")).isEqualTo(200);
        assertThat(status("POST", "/assets-1/_bulk", deletion)).isEqualTo(200);
        assertThat(status("POST", "/other/_search", "")).isEqualTo(403);
        assertThat(status("POST", "/assets-1/_bulk", deletion + change)).isEqualTo(403);
        assertThat(status("PUT", "/assets-1", "{}")).isEqualTo(403);
        assertThat(status("GET", "/assets-1/_mapping", "")).isEqualTo(403);
        assertThat(status("GET", "/_cluster/health", "")).isEqualTo(403);
        assertThat(ask("ApiKey key", "PUT", "/assets-1/_doc/1", "{}").body())
                .isEqualTo("{\"error\":{\"root_cause\":[{\"type\":\"security_exception\",\"reason\":\"action"
                        + " [indices:data/write/index] is unauthorized for this user on indices [assets-1], this action is"
                        + " granted by the index privileges [index,all]\"}],\"type\":\"security_exception\",\"reason\":\"action"
                        + " [indices:data/write/index] is unauthorized for this user on indices [assets-1], this action is"
                        + " granted by the index privileges [index,all]\"},\"status\":403}");
        assertThat(ask(GateUsers.basic("elastic", "all"), "PUT", "/any", "").statusCode())
                .isEqualTo(200);
    }

    @Test
    void should_follow_the_file_when_it_changes() throws Exception {
        // given
        Path roles = Files.writeString(
                folder.resolve("roles.json"),
                "{\"roles\":{\"reader\":{\"description\":\"d\",\"indices\":[{\"names\":[\"b\"],\"privileges\":[\"write\"]}]}}}");

        // when
        USERS.withRoles(roles).write(users);

        // then
        assertThat(status("POST", "/b/_bulk", "{\"index\":{}}\n{}\n")).isEqualTo(200);
        assertThat(status("POST", "/assets-1/_search", "")).isEqualTo(403);
    }

    private static int status(String method, String path, String body) throws Exception {
        return ask("ApiKey key", method, path, body).statusCode();
    }

    private static HttpResponse<String> ask(@Nullable String authorization, String method, String path, String body)
            throws Exception {
        var request = HttpRequest.newBuilder(URI.create("https://" + gate.address() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
