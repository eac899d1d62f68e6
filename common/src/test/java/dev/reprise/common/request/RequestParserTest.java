package dev.reprise.common.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is accepted, and what it means. */
class RequestParserTest {

    private static final UUID FIRST = UUID.fromString("5c2a0000-0000-11ee-8080-808080808080");
    private static final UUID SECOND = UUID.fromString("5c2a0001-0000-11ee-8080-808080808080");
    private static final Instant JANUARY = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant JULY = Instant.parse("2024-07-01T00:00:00Z");

    private final RequestParser parser = new RequestParser(() -> "made-up");

    @Test
    void should_read_every_field_when_the_example_of_the_contract_is_posted() throws Exception {
        // given
        String posted =
                """
                {"type": "submit", "job": "movie-v2-2024h1",
                 "selector": {"assetType": "movie", "from": "2024-01-01T00:00:00Z", "to": "2024-07-01T00:00:00Z"},
                 "processor": {"name": "migrate", "toVersion": 2},
                 "mode": "run",
                 "limits": {"eventsPerSecond": 500, "maxFailures": 1000, "maxFailureRatio": 0.05, "productionLatencyP99Max": "PT0.010S"},
                 "outcomes": false,
                 "requestedBy": "ana", "reason": "titles become localized"}
                """;

        // when
        Request request = parse(posted);

        // then
        assertThat(request)
                .isEqualTo(new Request.Submit(
                        "movie-v2-2024h1",
                        new Selector.ByType(List.of("movie"), JANUARY, JULY, null),
                        new ProcessorSpec("migrate", Map.of("toVersion", IntNode.valueOf(2))),
                        Mode.RUN,
                        new Limits(500, 1000L, 0.05, Duration.ofMillis(10)),
                        false,
                        "ana",
                        "titles become localized"));
    }

    @Test
    void should_fill_in_the_defaults_when_only_what_is_required_is_posted() throws Exception {
        // when
        Request request = parse("{\"type\":\"submit\",\"selector\":{\"assetType\":\"movie\"},"
                + "\"processor\":{\"name\":\"reindex\"}}");

        // then
        assertThat(request)
                .isEqualTo(new Request.Submit(
                        "made-up",
                        new Selector.ByType(List.of("movie"), null, null, null),
                        new ProcessorSpec("reindex", Map.of()),
                        Mode.RUN,
                        Limits.NONE,
                        false,
                        null,
                        null));
    }

    @Test
    void should_read_a_chain_when_the_processor_is_a_list() throws Exception {
        // when
        Request request = parse("{\"type\":\"submit\",\"selector\":{\"assetType\":\"movie\"},"
                + "\"processor\":[{\"name\":\"migrate\",\"toVersion\":2},{\"name\":\"trigger\"}]}");

        // then
        assertThat(((Request.Submit) request).processor())
                .isEqualTo(ProcessorSpec.chain(List.of(
                        new ProcessorSpec("migrate", Map.of("toVersion", IntNode.valueOf(2))),
                        new ProcessorSpec("trigger", Map.of()))));
    }

    @Test
    void should_not_make_up_a_job_id_when_one_is_given() throws Exception {
        // given
        var generous = new RequestParser(() -> {
            throw new AssertionError("nobody asked for a job id");
        });

        // when
        Request request = generous.parse(submission("{\"assetType\":\"movie\"}").getBytes(UTF_8));

        // then
        assertThat(request.job()).isEqualTo("j");
    }

    static Stream<Arguments> selectors() {
        return Stream.of(
                Arguments.of("{\"assetType\":\"movie\"}", new Selector.ByType(List.of("movie"), null, null, null)),
                Arguments.of(
                        "{\"assetType\":[\"movie\",\"song\"],\"sample\":20}",
                        new Selector.ByType(List.of("movie", "song"), null, null, 20)),
                Arguments.of(
                        "{\"assetType\":[\"movie\",\"song\",\"movie\"]}",
                        new Selector.ByType(List.of("movie", "song"), null, null, null)),
                Arguments.of(
                        "{\"assetType\":\"movie\",\"from\":\"2024-01-01T00:00:00Z\"}",
                        new Selector.ByType(List.of("movie"), JANUARY, null, null)),
                Arguments.of(
                        "{\"assetType\":\"movie\",\"to\":\"2024-07-01T00:00:00Z\"}",
                        new Selector.ByType(List.of("movie"), null, JULY, null)),
                Arguments.of(
                        "{\"from\":\"2024-01-01T00:00:00Z\",\"to\":\"2024-07-01T00:00:00Z\"}",
                        new Selector.ByType(List.of(), JANUARY, JULY, null)),
                Arguments.of(
                        "{\"assetType\":\"movie\",\"query\":{\"term\":{\"year\":1999}},\"sample\":3}",
                        new Selector.ByQuery("movie", tree("{\"term\":{\"year\":1999}}"), 3)),
                Arguments.of(
                        "{\"assetType\":\"movie\",\"ids\":[\"" + FIRST + "\",\"" + SECOND + "\"]}",
                        new Selector.ByIds("movie", List.of(FIRST, SECOND), null)),
                Arguments.of(
                        "{\"assetType\":\"movie\",\"ids\":[\"" + SECOND + "\",\"" + FIRST + "\",\"" + SECOND + "\"]}",
                        new Selector.ByIds("movie", List.of(SECOND, FIRST), null)),
                Arguments.of(
                        "{\"assetType\":\"movie\",\"ids\":\"5C2A0000-0000-11EE-8080-808080808080\",\"sample\":1}",
                        new Selector.ByIds("movie", List.of(FIRST), 1)),
                Arguments.of("{\"deadLettersOf\":\"other-job\"}", new Selector.DeadLettersOf("other-job", null, null)),
                Arguments.of(
                        "{\"deadLettersOf\":\"other-job\",\"cause\":\"0123456789ab\",\"sample\":7}",
                        new Selector.DeadLettersOf("other-job", "0123456789ab", 7)));
    }

    @ParameterizedTest
    @MethodSource("selectors")
    void should_tell_the_form_of_a_selector_when_its_fields_are_present(String posted, Selector expected)
            throws Exception {
        // when
        var request = (Request.Submit) parse(submission(posted));

        // then
        assertThat(request.selector()).isEqualTo(expected);
    }

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of("{\"type\":\"pause\",\"job\":\"j\"}", new Request.Pause("j", null, null)),
                Arguments.of(
                        "{\"type\":\"resume\",\"job\":\"j\",\"requestedBy\":\"ana\"}",
                        new Request.Resume("j", "ana", null)),
                Arguments.of(
                        "{\"type\":\"cancel\",\"job\":\"j\",\"reason\":\"wrong type\"}",
                        new Request.Cancel("j", null, "wrong type")),
                Arguments.of(
                        "{\"type\":\"throttle\",\"job\":\"j\",\"eventsPerSecond\":1,\"requestedBy\":\"a\",\"reason\":\"b\"}",
                        new Request.Throttle("j", 1, "a", "b")),
                Arguments.of(
                        "{\"type\":\"throttle\",\"job\":\"j\",\"eventsPerSecond\":2147483647}",
                        new Request.Throttle("j", Integer.MAX_VALUE, null, null)),
                Arguments.of(
                        "{\"type\":\"throttle\",\"job\":\"j\",\"eventsPerSecond\":null}",
                        new Request.Throttle("j", null, null, null)));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void should_read_the_command_when_it_is_posted(String posted, Request expected) throws Exception {
        // when
        Request request = parse(posted);

        // then
        assertThat(request).isEqualTo(expected);
    }

    @Test
    void should_keep_the_parameters_of_the_processor_when_they_are_of_any_kind() throws Exception {
        // given
        String posted = "{\"type\":\"submit\",\"selector\":{\"assetType\":\"m\"},"
                + "\"processor\":{\"toVersion\":\"latest\",\"name\":\"migrate\",\"none\":null,\"fields\":[\"a\"]}}";

        // when
        var request = (Request.Submit) parse(posted);

        // then
        assertThat(request.processor().name()).isEqualTo("migrate");
        assertThat(request.processor().parameters())
                .containsOnlyKeys("fields", "none", "toVersion")
                .containsEntry("toVersion", TextNode.valueOf("latest"))
                .containsEntry("none", NullNode.getInstance())
                .containsEntry("fields", tree("[\"a\"]"));
    }

    @ParameterizedTest
    @CsvSource({"run, RUN", "preview, PREVIEW", "synchronous, SYNCHRONOUS"})
    void should_know_the_mode_when_its_word_is_posted(String word, Mode expected) throws Exception {
        // when
        var request = (Request.Submit) parse("{\"type\":\"submit\",\"mode\":\"" + word + "\",\"outcomes\":true,"
                + "\"selector\":{\"assetType\":\"m\"},\"processor\":{\"name\":\"n\"}}");

        // then
        assertThat(request.mode()).isEqualTo(expected);
        assertThat(request.outcomes()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "movie-v2", "012345678901234567890123456789012345678901234567890123456789012"})
    void should_accept_the_job_id_when_it_follows_the_rule(String id) throws Exception {
        // when
        Request request = parse("{\"type\":\"pause\",\"job\":\"" + id + "\"}");

        // then
        assertThat(request.job()).isEqualTo(id);
    }

    @Test
    void should_accept_the_request_when_it_begins_with_a_byte_order_mark() throws Exception {
        // when
        Request request = parse("\uFEFF{\"type\":\"pause\",\"job\":\"j\"}");

        // then
        assertThat(request).isEqualTo(new Request.Pause("j", null, null));
    }

    @Test
    void should_accept_the_request_when_it_is_as_large_as_allowed() throws Exception {
        // given
        String pause = "{\"type\":\"pause\",\"job\":\"j\"}";
        String posted = pause + " ".repeat(Topics.REQUEST_BYTES_MAX - pause.length());

        // when
        Request request = parse(posted);

        // then
        assertThat(posted).hasSize(458_752);
        assertThat(request.job()).isEqualTo("j");
    }

    @Test
    void should_accept_as_many_ids_as_allowed_when_all_are_time_based() throws Exception {
        // given
        var ids = Stream.iterate(0, i -> i + 1)
                .limit(Selector.IDS_MAX)
                .map(i -> "\"%08x-0000-11ee-8080-808080808080\"".formatted(i))
                .toList();

        // when
        var request = (Request.Submit) parse(submission("{\"assetType\":\"m\",\"ids\":" + ids + "}"));

        // then
        assertThat(((Selector.ByIds) request.selector()).ids()).hasSize(10_000);
    }

    @Test
    void should_count_an_id_once_when_it_is_repeated() throws Exception {
        var ids = Collections.nCopies(Selector.IDS_MAX + 1, "\"00000000-0000-11ee-8080-808080808080\"");

        var request = (Request.Submit) parse(submission("{\"assetType\":\"m\",\"ids\":" + ids + "}"));

        assertThat(((Selector.ByIds) request.selector()).ids()).hasSize(1);
    }

    @Test
    void should_refuse_the_ids_when_there_are_too_many() {
        var ids = Stream.iterate(0, i -> i + 1)
                .limit(Selector.IDS_MAX + 1)
                .map(i -> "\"%08x-0000-11ee-8080-808080808080\"".formatted(i))
                .toList();

        assertThatThrownBy(() -> parse(submission("{\"assetType\":\"m\",\"ids\":" + ids + "}")))
                .hasMessageContaining("'selector.ids' must be a list of 1 to 10000 different strings");
    }

    private Request parse(String posted) throws RefusedRequestException {
        return parser.parse(posted.getBytes(UTF_8));
    }

    private static String submission(String selector) {
        return "{\"type\":\"submit\",\"job\":\"j\",\"selector\":" + selector
                + ",\"processor\":{\"name\":\"migrate\",\"toVersion\":2}}";
    }

    private static JsonNode tree(String json) {
        return Json.read(json.getBytes(UTF_8), JsonNode.class);
    }
}
