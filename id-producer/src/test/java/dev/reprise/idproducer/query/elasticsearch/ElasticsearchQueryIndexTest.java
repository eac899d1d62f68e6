package dev.reprise.idproducer.query.elasticsearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reprise.common.wire.Json;
import dev.reprise.elasticsearch.ElasticsearchConnection;
import dev.reprise.elasticsearch.ElasticsearchHosts;
import dev.reprise.idproducer.query.QueryPages;
import dev.reprise.idproducer.read.RefusedSelectionException;
import dev.reprise.idproducer.read.UnreadableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that answers as it is told; what real ones answer is shown by the integration tests. */
class ElasticsearchQueryIndexTest {

    private static final String ID = "5a2b3c4d-e5f6-11ee-8080-808080808080";

    private static final JsonNode QUERY =
            Json.mapper().createObjectNode().set("match_all", Json.mapper().createObjectNode());

    private static final String SHARDS = "{\"total\":1,\"successful\":1,\"skipped\":0,\"failed\":0}";

    private final Deque<Map.Entry<Integer, String>> answers = new ArrayDeque<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private ElasticsearchQueryIndex index;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        index = new ElasticsearchQueryIndex(settings("assets"));
    }

    @AfterEach
    void stop() {
        index.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
        Map.Entry<Integer, String> next = answers.isEmpty() ? Map.entry(200, "{}") : answers.pop();
        byte[] bytes = next.getValue().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
        exchange.sendResponseHeaders(next.getKey(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private void willOpen(String pointInTime) {
        willAnswer(200, "{\"id\":\"" + pointInTime + "\",\"_shards\":" + SHARDS + "}");
    }

    private void willAnswer(int status, String body) {
        answers.add(Map.entry(status, body));
    }

    private static String hits(String... ids) {
        var hits = new ArrayList<String>();
        for (String id : ids) {
            hits.add("{\"_index\":\"assets\",\"sort\":[\"" + id + "\",7]}");
        }
        return found("{\"hits\":[" + String.join(",", hits) + "]}");
    }

    private static String found(String hits) {
        return "{\"pit_id\":\"pit-b\",\"took\":1,\"timed_out\":false,\"_shards\":" + SHARDS + ",\"hits\":" + hits + "}";
    }

    private JsonNode body(int request) throws IOException {
        String text = requests.get(request);
        return Json.mapper().readTree(text.substring(text.indexOf('{')));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T result(CompletionStage<T> stage)
            throws ExecutionException, InterruptedException, TimeoutException {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void should_open_a_new_point_in_time_behind_the_last_id_when_one_is_lost() throws Exception {
        QueryPages pages = index.open("movie", QUERY, 5);
        willOpen("pit-a");
        willAnswer(200, hits(ID, ID));
        willAnswer(
                404,
                "{\"error\":{\"type\":\"search_phase_execution_exception\",\"root_cause\":[{\"type\":\"search_context_missing_exception\",\"reason\":\"No search context found\"}]},\"status\":404}");
        willOpen("pit-c");
        willAnswer(200, hits());

        QueryPages.Page first = result(pages.after(null, 2));
        QueryPages.Page second = result(pages.after(first.last(), 2));

        assertThat(first).isEqualTo(new QueryPages.Page(List.of(UUID.fromString(ID)), ID, false));
        assertThat(second).isEqualTo(new QueryPages.Page(List.of(), null, true));
        assertThat(requests.get(0)).startsWith("POST /assets/_pit?keep_alive=300000ms ");
        assertThat(requests.get(1)).startsWith("POST /_search?").contains("allow_partial_search_results=false");
        assertThat(body(1))
                .isEqualTo(Json.mapper()
                        .readTree("{\"_source\":false,\"pit\":{\"id\":\"pit-a\",\"keep_alive\":\"300000ms\"},"
                                + "\"query\":{\"bool\":{\"filter\":[{\"wrapper\":{\"query\":\""
                                + base64("{\"bool\":{\"filter\":[{\"match_all\":{}}]}}") + "\"}},"
                                + "{\"term\":{\"asset_type\":{\"value\":\"movie\"}}},{\"exists\":{\"field\":\"asset_id\"}},"
                                + "{\"range\":{\"asset_id\":{\"gte\":\"5\",\"lt\":\"6\"}}}]}},\"size\":2,"
                                + "\"sort\":[{\"asset_id\":{\"order\":\"asc\"}}],\"track_total_hits\":false}"));
        assertThat(requests.get(2))
                .contains("\"search_after\":[\"" + ID + "\"]")
                .contains("\"pit-b\"");
        assertThat(requests.get(4))
                .contains("\"search_after\":[\"" + ID + "\"]")
                .contains("\"pit-c\"");
    }

    @Test
    void should_leave_out_what_is_no_asset_id_and_go_on_behind_it() throws Exception {
        willOpen("pit-a");
        willAnswer(200, hits("5", ID, ID.toUpperCase(java.util.Locale.ROOT), "zzz"));

        QueryPages.Page page = result(index.open("movie", QUERY, 15).after(null, 4));

        assertThat(page).isEqualTo(new QueryPages.Page(List.of(UUID.fromString(ID)), "zzz", false));
        assertThat(requests.get(1)).contains("{\"range\":{\"asset_id\":{\"gte\":\"f\"}}}");
    }

    @Test
    void should_tell_what_will_never_be_served_from_what_may_pass() {
        willAnswer(
                400,
                "{\"error\":{\"root_cause\":[{\"type\":\"parsing_exception\",\"reason\":\"unknown query [trem]\"}],\"type\":\"parsing_exception\"},\"status\":400}");
        assertThatThrownBy(() -> result(index.count("movie", QUERY)))
                .cause()
                .isInstanceOf(RefusedSelectionException.class)
                .hasMessage("Elasticsearch answers parsing_exception: unknown query [trem]");

        willAnswer(403, "{\"error\":\"no\"}");
        assertThatThrownBy(() -> result(index.count("movie", QUERY)))
                .cause()
                .as("a right may be given")
                .isInstanceOf(UnreadableException.class)
                .isNotInstanceOf(RefusedSelectionException.class)
                .hasMessageContaining("Elasticsearch answers 403");

        willAnswer(401, "<html>who are you</html>");
        assertThatThrownBy(() -> result(index.count("movie", QUERY)))
                .cause()
                .isInstanceOf(UnreadableException.class)
                .isNotInstanceOf(RefusedSelectionException.class)
                .hasMessage("Elasticsearch answers 401");

        willAnswer(413, "");
        assertThatThrownBy(() -> result(index.count("movie", QUERY)))
                .cause()
                .isInstanceOf(RefusedSelectionException.class)
                .hasMessage("Elasticsearch answers 413");

        for (int passing : List.of(200, 429, 500, 502, 503, 504)) {
            willAnswer(passing, "{}");
            assertThatThrownBy(() -> result(index.count("movie", QUERY)))
                    .as("%d", passing)
                    .cause()
                    .isNotInstanceOf(UnreadableException.class);
        }
        server.stop(0);
        assertThatThrownBy(() -> result(index.count("movie", QUERY)))
                .cause()
                .as("nobody is there")
                .isNotInstanceOf(UnreadableException.class);
    }

    @Test
    void should_tell_what_is_wrong_below_the_failure_of_a_shard() {
        willAnswer(
                400,
                "{\"error\":{\"root_cause\":[{\"type\":\"query_shard_exception\",\"reason\":\"failed to create query\"}],"
                        + "\"type\":\"search_phase_execution_exception\",\"reason\":\"all shards failed\",\"failed_shards\":"
                        + "[{\"shard\":0,\"index\":\"assets\",\"node\":\"n\",\"reason\":{\"type\":\"query_shard_exception\","
                        + "\"reason\":\"failed to create query\",\"caused_by\":{\"type\":\"parse_exception\",\"reason\":\"no ]\"}}}]},"
                        + "\"status\":400}");

        assertThatThrownBy(() -> result(index.count("movie", QUERY)))
                .cause()
                .isInstanceOf(RefusedSelectionException.class)
                .hasMessage(
                        "Elasticsearch answers query_shard_exception: failed to create query; parse_exception: no ]");
    }

    @Test
    void should_send_the_digits_of_a_query_as_they_were_posted() throws Exception {
        String posted = "{\"range\":{\"n\":{\"gte\":12345678901234567890.10,\"lt\":1E+400}},\"unknown\":[null,{}]}";
        willAnswer(200, found("{\"total\":{\"value\":1,\"relation\":\"eq\"},\"hits\":[]}"));

        result(index.count("movie", Json.parseStrict(posted.getBytes(StandardCharsets.UTF_8))));

        assertThat(body(0).at("/query/bool/filter/0/wrapper/query").asText())
                .isEqualTo(base64("{\"bool\":{\"filter\":[" + posted + "]}}"));
    }

    @Test
    void should_keep_a_type_within_the_name_of_the_index() throws Exception {
        // given
        var byType = new ElasticsearchQueryIndex(settings("assets-{assetType}"));

        willAnswer(200, found("{\"hits\":[]}"));

        // when
        result(byType.count("50%&x=ä", QUERY));
        byType.close();

        // then
        assertThat(requests.get(0)).doesNotContain("asset_type");
        URI asked = URI.create(requests.get(0).split(" ")[1]);
        assertThat(asked.getRawPath()).startsWith("/assets-50%25").endsWith("/_search");
        assertThat(asked.getPath()).isEqualTo("/assets-50%&x=ä/_search");
    }

    @Test
    void should_count_in_the_form_in_which_it_is_read() throws Exception {
        willAnswer(200, found("{\"total\":{\"value\":12345,\"relation\":\"eq\"},\"hits\":[]}"));

        assertThat(result(index.count("movie", QUERY))).isEqualTo(12_345);
        assertThat(requests.get(0)).startsWith("POST /assets/_search?").contains("allow_partial_search_results=false");
        assertThat(requests.get(0))
                .contains("\"size\":1,", "\"track_total_hits\":true", "\"sort\":[{\"asset_id\":{\"order\":\"asc\"}}]");
    }

    @Test
    void should_refuse_a_type_whose_name_would_stand_for_other_indexes() {
        try (var byType = new ElasticsearchQueryIndex(settings("{assetType}"))) {
            for (String type : List.of("*", "a,b", "a?", "_all", "-a", "<now/d>", "a/b", "a b", "..")) {
                assertThat(byType.count(type, QUERY)).as(type).isCompletedExceptionally();
            }
        }
        assertThat(requests).as("Elasticsearch is not even asked").isEmpty();
    }

    private ElasticsearchSettings settings(String index) {
        return new ElasticsearchSettings(
                ElasticsearchConnection.open(
                        ElasticsearchHosts.of("127.0.0.1:" + server.getAddress().getPort())),
                index,
                "asset_id",
                "asset_type",
                Duration.ofMinutes(5));
    }
}
