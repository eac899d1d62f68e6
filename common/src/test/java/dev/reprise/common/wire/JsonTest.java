package dev.reprise.common.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    record Sample(String name, @Nullable Instant at, @Nullable Duration after, int number) {}

    @Test
    void should_print_iso_times_and_nothing_absent_when_a_record_is_stored() {
        // when
        String full = print(new Sample("ä\"\n😀", Instant.parse("2024-01-01T00:00:00Z"), Duration.ofSeconds(90), 1));
        String sparse = print(new Sample("a", null, null, 0));

        // then
        assertThat(full)
                .isEqualTo("{\"name\":\"ä\\\"\\n\\uD83D\\uDE00\",\"at\":\"2024-01-01T00:00:00Z\","
                        + "\"after\":\"PT1M30S\",\"number\":1}");
        assertThat(sparse).isEqualTo("{\"name\":\"a\",\"number\":0}");
        assertThat(Json.read(full.getBytes(UTF_8), Sample.class).name()).isEqualTo("ä\"\n😀");
    }

    @Test
    void should_skip_unknown_fields_when_a_record_is_read() {
        // when
        Sample read = Json.read("{\"x\":{\"name\":\"b\"},\"name\":\"a\",\"y\":[1]}".getBytes(UTF_8), Sample.class);

        // then
        assertThat(read).isEqualTo(new Sample("a", null, null, 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2.50", "1E+2", "0.1234567890123456789012345", "123456789012345678901234567890", "-0.10", "5"})
    void should_keep_numbers_as_written_when_a_tree_is_read(String number) {
        // when
        JsonNode tree = Json.read(("[" + number + "]").getBytes(UTF_8), JsonNode.class);

        // then
        assertThat(print(tree)).isEqualTo("[" + number + "]");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "null | not a Sample: the document is null",
                "{ | not a Sample: Unexpected end-of-input: expected close marker for Object (start marker at"
                        + " line: 1, column: 1) (line 1, column 2)",
                "{\"number\":\"many\"} | not a Sample: Cannot deserialize value of type `int` from String \"many\":"
                        + " not a valid `int` value (line 1, column 11)"
            })
    void should_say_on_one_line_what_is_wrong_when_bytes_are_no_record(String json, String message) {
        // when / then
        assertThatThrownBy(() -> Json.read(json.getBytes(UTF_8), Sample.class))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage(message);
    }

    @Test
    void should_refuse_a_record_when_a_number_in_it_is_beyond_every_range() {
        // when / then
        assertThatThrownBy(() -> Json.read("[1e99999999999]".getBytes(UTF_8), JsonNode.class))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("not a JsonNode: a number has an exponent that is out of range");
    }

    @Test
    void should_refuse_duplicate_keys_when_a_user_typed_them() throws Exception {
        // given
        byte[] twice = "{\"a\":1,\"a\":2}".getBytes(UTF_8);

        // when
        JsonNode lenient = Json.read(twice, JsonNode.class);

        // then
        assertThat(lenient.get("a").intValue()).isEqualTo(2);
        assertThatThrownBy(() -> Json.parseStrict(twice))
                .isInstanceOf(JsonProcessingException.class)
                .hasMessageContaining("Duplicate field 'a'");
    }

    @Test
    void should_return_a_missing_node_when_there_is_nothing_but_blanks() throws Exception {
        // when / then
        assertThat(Json.parseStrict(" \n".getBytes(UTF_8)).isMissingNode()).isTrue();
        assertThat(Json.parseStrict(new byte[0]).isMissingNode()).isTrue();
        assertThat(Json.parseStrict("\uFEFF".getBytes(UTF_8)).isMissingNode()).isTrue();
    }

    @Test
    void should_take_the_first_line_when_an_error_has_several() {
        // when / then
        assertThat(Json.firstLine(new IOException("one\ntwo"))).isEqualTo("one");
        assertThat(Json.firstLine(new IOException())).isEqualTo("null");
    }

    private static String print(Object value) {
        return new String(Json.bytes(value), UTF_8);
    }
}
