package dev.reprise.common.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssetEventFormatTest {

    private static final List<String> NAMES =
            List.of("movie", "2024-03#07", "a b", "", "é", "tab\t", "quote\"", "back\\slash", "日本", "\u007f", "{}:,[]");

    private static final UUID ID = UUID.fromString("5c2a0000-0000-11ee-8080-808080808080");

    static Stream<Arguments> events() {
        return Stream.of(
                Arguments.of(
                        new AssetEvent("movie-v2", "movie", "2024-03", ID),
                        "movie-v2\",\"assetType\":\"movie\"," + "\"bucket\":\"2024-03"),
                Arguments.of(
                        new AssetEvent("j", "Füße 日本 😀", "a\"b\\c/d\n\t\u0001\u2028", ID),
                        "j\",\"assetType\":\"Füße 日本 \\uD83D\\uDE00\","
                                + "\"bucket\":\"a\\\"b\\\\c/d\\n\\t\\u0001\u2028"),
                Arguments.of(new AssetEvent("", "", "", ID), "\",\"assetType\":\"\",\"bucket\":\""));
    }

    @ParameterizedTest
    @MethodSource("events")
    void should_print_the_fields_in_the_order_of_the_contract_when_an_event_is_emitted(
            AssetEvent event, String middle) {
        // when
        String printed = new String(AssetEventFormat.bytes(event), UTF_8);

        // then
        assertThat(printed)
                .isEqualTo("{\"job\":\"" + middle + "\",\"assetId\":\"5c2a0000-0000-11ee-8080-808080808080\"}");
    }

    @ParameterizedTest
    @MethodSource("events")
    void should_read_an_equal_event_when_it_was_printed_by_hand_or_by_the_mapper(AssetEvent event, String middle) {
        // when / then
        assertThat(AssetEventFormat.read(AssetEventFormat.bytes(event))).isEqualTo(event);
        assertThat(AssetEventFormat.read(Json.bytes(event))).isEqualTo(event);
        assertThat(Json.bytes(event)).isEqualTo(AssetEventFormat.bytes(event));
    }

    @Test
    void should_skip_what_it_does_not_know_when_an_event_has_more_fields() {
        // given
        String newer = " {\"v\":{\"job\":\"x\",\"deep\":[{\"bucket\":1}]},\"assetId\":\"" + ID
                + "\",\"list\":[[\"assetType\"]],\"bucket\":\"b\",\"n\":null,\"assetType\":\"m\",\"job\":\"j\",\"f\":1.5} \n";

        // when
        AssetEvent read = AssetEventFormat.read(newer.getBytes(UTF_8));

        // then
        assertThat(read).isEqualTo(new AssetEvent("j", "m", "b", ID));
    }

    static Stream<Arguments> broken() {
        String whole = new String(AssetEventFormat.bytes(new AssetEvent("j", "m", "b", ID)), UTF_8);
        String noId = "an event has an 'assetId' that is no time-based UUID";
        return Stream.of(
                Arguments.of("", "an event is not a JSON object"),
                Arguments.of("null", "an event is not a JSON object"),
                Arguments.of("[" + whole + "]", "an event is not a JSON object"),
                Arguments.of("{}", "an event lacks 'job'"),
                Arguments.of(whole.replace("\"job\"", "\"Job\""), "an event lacks 'job'"),
                Arguments.of(whole.replace("assetType", "type"), "an event lacks 'assetType'"),
                Arguments.of(whole.replace("bucket", "buckets"), "an event lacks 'bucket'"),
                Arguments.of(whole.replace("assetId", "id"), "an event lacks 'assetId'"),
                Arguments.of(whole.replace("\"m\"", "null"), "an event has no text in 'assetType'"),
                Arguments.of(whole.replace("\"b\"", "5"), "an event has no text in 'bucket'"),
                Arguments.of("{\"job\":" + whole + "}", "an event has no text in 'job'"),
                Arguments.of(whole.replace("\"b\"", "[\"b\"]"), "an event has no text in 'bucket'"),
                Arguments.of(whole + "{}", "an event has something behind its end"),
                Arguments.of(whole.replace("5c2a0000", "5c2a"), noId),
                Arguments.of(whole.replace("-11ee-", "-41ee-"), noId),
                Arguments.of(whole.replace("5c2a0000", "5g2a0000"), noId),
                Arguments.of(
                        whole.substring(0, whole.length() - 1),
                        "an event is not JSON: Unexpected end-of-input: expected close marker for Object (start marker"
                                + " at line: 1, column: 1) (line 1, column " + whole.length() + ")"),
                Arguments.of(
                        "event",
                        "an event is not JSON: Unrecognized token 'event': was expecting (JSON String, Number,"
                                + " Array, Object or token 'null', 'true' or 'false') (line 1, column 1)"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void should_name_what_is_wrong_when_the_bytes_are_no_event(String posted, String message) {
        // when / then
        assertThatThrownBy(() -> AssetEventFormat.read(posted.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void should_refuse_the_event_when_there_is_no_value() {
        // when / then
        assertThatThrownBy(() -> AssetEventFormat.read(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an event has no value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ü", "Füße"})
    void should_refuse_the_event_when_it_is_not_utf8(String bucket) {
        // given
        byte[] latin = ("{\"job\":\"j\",\"assetType\":\"m\",\"bucket\":\"" + bucket + "\",\"assetId\":\"" + ID + "\"}")
                .getBytes(ISO_8859_1);

        // when / then
        assertThatThrownBy(() -> AssetEventFormat.read(latin))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an event is not JSON: Invalid UTF-8");
    }

    @Test
    void should_print_and_read_what_a_json_library_does_for_any_name() throws Exception {
        long seed = 42;
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            UUID id = new UUID((random.nextLong() & ~0xF000L) | 0x1000L, random.nextLong());
            var event = new AssetEvent(name(random), name(random), name(random), id);

            byte[] bytes = AssetEventFormat.bytes(event);

            var json = Json.mapper().readTree(bytes);
            assertThat(json.get("job").textValue()).as("seed %d", seed).isEqualTo(event.job());
            assertThat(json.get("assetId").textValue()).isEqualTo(id.toString());
            assertThat(Json.mapper().writeValueAsBytes(json))
                    .as("the same bytes")
                    .isEqualTo(bytes);
            assertThat(AssetEventFormat.read(bytes)).isEqualTo(event);
        }
    }

    @Test
    void should_read_every_form_in_which_the_same_json_may_come() {
        String id = "2f5bca00-ee11-11ee-8080-808080808080";
        var expected = new AssetEvent("j", "movie", "2024-03", UUID.fromString(id));

        for (String json : List.of(
                "{\"job\":\"j\",\"assetType\":\"movie\",\"bucket\":\"2024-03\",\"assetId\":\"" + id + "\"}",
                " {\"job\": \"j\", \"assetType\":\"movie\",\"bucket\":\"2024-03\",\"assetId\":\"" + id + "\"}",
                "{\"assetId\":\"" + id + "\",\"bucket\":\"2024-03\",\"assetType\":\"movie\",\"job\":\"\\u006a\"}",
                "{\"job\":\"j\",\"assetType\":\"movie\",\"bucket\":\"2024-03\",\"assetId\":\"" + id + "\",\"x\":1}")) {
            assertThat(AssetEventFormat.read(json.getBytes(StandardCharsets.UTF_8)))
                    .isEqualTo(expected);
        }
    }

    private static String name(Random random) {
        return NAMES.get(random.nextInt(NAMES.size()));
    }
}
