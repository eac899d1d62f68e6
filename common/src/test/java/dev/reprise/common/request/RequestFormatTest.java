package dev.reprise.common.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.reprise.common.wire.Json;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The stored form of requests, byte by byte, and that it reads back. */
class RequestFormatTest {

    private static final Instant JANUARY = Instant.parse("2024-01-01T00:00:00Z");
    private static final Instant JULY = Instant.parse("2024-07-01T00:00:00.5Z");
    private static final UUID ID = UUID.fromString("5c2a0000-0000-11ee-8080-808080808080");
    private static final ProcessorSpec MIGRATE = new ProcessorSpec("migrate", Map.of("toVersion", IntNode.valueOf(2)));

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(
                        new Request.Submit(
                                "j",
                                new Selector.ByType(List.of("movie", "song"), JANUARY, JULY, 5),
                                MIGRATE,
                                Mode.PREVIEW,
                                new Limits(500, 1000L, 0.05),
                                true,
                                "ana",
                                "why not"),
                        "{\"type\":\"submit\",\"job\":\"j\",\"selector\":{\"assetType\":[\"movie\",\"song\"],"
                                + "\"from\":\"2024-01-01T00:00:00Z\",\"to\":\"2024-07-01T00:00:00.500Z\",\"sample\":5},"
                                + "\"processor\":{\"name\":\"migrate\",\"toVersion\":2},\"mode\":\"preview\","
                                + "\"limits\":{\"eventsPerSecond\":500,\"maxFailures\":1000,\"maxFailureRatio\":0.05},"
                                + "\"outcomes\":true,\"requestedBy\":\"ana\",\"reason\":\"why not\"}"),
                Arguments.of(
                        submission(new Selector.ByType(List.of("movie"), null, null, null)),
                        submission("{\"assetType\":[\"movie\"]}")),
                Arguments.of(
                        submission(new Selector.ByType(List.of(), JANUARY, JULY, null)),
                        submission("{\"from\":\"2024-01-01T00:00:00Z\",\"to\":\"2024-07-01T00:00:00.500Z\"}")),
                Arguments.of(
                        submission(new Selector.ByQuery("movie", tree("{\"range\":{\"a\":{\"gte\":2.50}}}"), null)),
                        submission("{\"assetType\":\"movie\",\"query\":{\"range\":{\"a\":{\"gte\":2.5}}}}")),
                Arguments.of(
                        submission(new Selector.ByIds("movie", List.of(ID), 1)),
                        submission("{\"assetType\":\"movie\",\"ids\":[\"" + ID + "\"],\"sample\":1}")),
                Arguments.of(
                        submission(new Selector.DeadLettersOf("other", null, null)),
                        submission("{\"deadLettersOf\":\"other\"}")),
                Arguments.of(
                        submission(new Selector.DeadLettersOf("other", "0123456789ab", 9)),
                        submission("{\"deadLettersOf\":\"other\",\"cause\":\"0123456789ab\",\"sample\":9}")),
                Arguments.of(
                        new Request.Pause("j", "ana", "lunch"),
                        "{\"type\":\"pause\",\"job\":\"j\",\"requestedBy\":\"ana\",\"reason\":\"lunch\"}"),
                Arguments.of(new Request.Resume("j", null, null), "{\"type\":\"resume\",\"job\":\"j\"}"),
                Arguments.of(new Request.Cancel("j", null, null), "{\"type\":\"cancel\",\"job\":\"j\"}"),
                Arguments.of(
                        new Request.Throttle("j", 50, null, null),
                        "{\"type\":\"throttle\",\"job\":\"j\",\"eventsPerSecond\":50}"),
                Arguments.of(
                        new Request.Throttle("j", null, null, null),
                        "{\"type\":\"throttle\",\"job\":\"j\",\"eventsPerSecond\":null}"));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void should_print_the_pinned_form_when_a_request_is_stored(Request request, String json) {
        // when
        byte[] printed = Json.bytes(request);

        // then
        assertThat(new String(printed, UTF_8)).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void should_read_an_equal_request_when_the_stored_form_is_read(Request request, String json) {
        // when
        Request read = Json.read(json.getBytes(UTF_8), Request.class);

        // then
        assertThat(read).isEqualTo(request).hasSameHashCodeAs(request);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void should_accept_the_stored_form_when_it_is_posted_again(Request request, String json) throws Exception {
        // when
        Request parsed = new RequestParser(() -> "made-up").parse(json.getBytes(UTF_8));

        // then
        assertThat(parsed).isEqualTo(request);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"assetType\":[\"movie\"]}",
                "{\"from\":\"2024-01-01T00:00:00Z\",\"to\":\"2024-07-01T00:00:00.500Z\"}",
                "{\"assetType\":\"movie\",\"query\":{\"match_all\":{}}}",
                "{\"assetType\":\"movie\",\"ids\":[\"5c2a0000-0000-11ee-8080-808080808080\"]}",
                "{\"deadLettersOf\":\"other\"}"
            })
    void should_skip_fields_of_a_newer_version_when_a_selector_is_read(String selector) {
        // given
        String newer =
                "{\"shard\":{\"of\":[1]}," + selector.substring(1, selector.length() - 1) + ",\"order\":\"asc\"}";

        // when
        Selector read = Json.read(newer.getBytes(UTF_8), Selector.class);

        // then
        assertThat(read).isEqualTo(Json.read(selector.getBytes(UTF_8), Selector.class));
        assertThat(new String(Json.bytes(read), UTF_8)).isEqualTo(selector);
    }

    @Test
    void should_skip_fields_of_a_newer_version_when_a_request_is_read() {
        // given
        String newer = submission("{\"assetType\":[\"movie\"]}")
                .replace("\"limits\":{", "\"limits\":{\"maxBytes\":1")
                .replace("{\"type\"", "{\"tenant\":\"a\",\"type\"");

        // when
        Request read = Json.read(newer.getBytes(UTF_8), Request.class);

        // then
        assertThat(read).isEqualTo(submission(new Selector.ByType(List.of("movie"), null, null, null)));
    }

    @Test
    void should_print_parameters_by_name_when_they_were_posted_in_another_order() {
        // given
        var processor = new ProcessorSpec(
                "copy", Map.of("zone", TextNode.valueOf("z"), "batch", IntNode.valueOf(1), "m", tree("[2.0,null]")));

        // when
        String printed = new String(Json.bytes(processor), UTF_8);

        // then
        assertThat(printed).isEqualTo("{\"name\":\"copy\",\"batch\":1,\"m\":[2,null],\"zone\":\"z\"}");
        assertThat(Json.read(printed.getBytes(UTF_8), ProcessorSpec.class)).isEqualTo(processor);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"type\":\"undo\",\"job\":\"j\"}",
                "{\"type\":\"pause\"}",
                "{\"type\":\"resume\"}",
                "{\"type\":\"cancel\"}",
                "{\"type\":\"throttle\"}",
                "{\"type\":\"throttle\",\"job\":\"j\",\"eventsPerSecond\":0}",
                "{\"type\":\"submit\",\"job\":\"j\"}",
                "{\"type\":\"submit\",\"job\":\"j\",\"selector\":{\"assetType\":[\"m\"]},\"processor\":{},"
                        + "\"mode\":\"run\",\"limits\":{}}",
                "{\"type\":\"submit\",\"job\":\"j\",\"selector\":{\"query\":{\"a\":1}},\"processor\":{\"name\":\"n\"},"
                        + "\"mode\":\"run\",\"limits\":{}}",
                "{\"type\":\"submit\",\"job\":\"j\",\"selector\":{\"assetType\":[\"m\"]},\"processor\":{\"name\":\"n\"},"
                        + "\"mode\":\"run\",\"limits\":{\"maxFailureRatio\":1.5}}"
            })
    void should_not_read_a_request_when_something_it_promises_is_missing(String json) {
        // when / then
        assertThatThrownBy(() -> Json.read(json.getBytes(UTF_8), Request.class))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("not a Request: ");
    }

    private static Request.Submit submission(Selector selector) {
        return new Request.Submit("j", selector, MIGRATE, Mode.RUN, Limits.NONE, false, null, null);
    }

    private static String submission(String selector) {
        return "{\"type\":\"submit\",\"job\":\"j\",\"selector\":" + selector
                + ",\"processor\":{\"name\":\"migrate\",\"toVersion\":2},\"mode\":\"run\",\"limits\":{},\"outcomes\":false}";
    }

    private static JsonNode tree(String json) {
        return Json.read(json.getBytes(UTF_8), JsonNode.class);
    }
}
