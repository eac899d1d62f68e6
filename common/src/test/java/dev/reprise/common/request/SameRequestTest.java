package dev.reprise.common.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.wire.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A job id is an idempotency key: the same content posted again must equal what was stored, however it is written, and
 * another content must not.
 */
class SameRequestTest {

    private static final String ORIGINAL =
            """
            {"type": "submit", "job": "j",
             "selector": {"assetType": "movie", "query": {"bool": {"must": [{"range": {"rating":
               {"gte": 7.25, "lt": 100, "boost": 0.1234567890123456789, "wide": 12345678901234567890}}}]}}},
             "processor": {"name": "migrate", "toVersion": 2, "options": {"a": [1, 2.5], "b": null}},
             "limits": {"eventsPerSecond": 500, "maxFailures": 1000, "maxFailureRatio": 0.05},
             "requestedBy": "ana"}
            """;

    private final RequestParser parser = new RequestParser(() -> "made-up");

    static String[] sameContent() {
        return new String[] {
            ORIGINAL.replace("\n", "").replace(" ", ""),
            // Other order of the fields, at every depth.
            """
            {"requestedBy": "ana", "limits": {"maxFailureRatio": 0.05, "maxFailures": 1000, "eventsPerSecond": 500},
             "processor": {"options": {"b": null, "a": [1, 2.5]}, "toVersion": 2, "name": "migrate"},
             "selector": {"query": {"bool": {"must": [{"range": {"rating":
               {"wide": 12345678901234567890, "boost": 0.1234567890123456789, "lt": 100, "gte": 7.25}}}]}},
               "assetType": "movie"},
             "job": "j", "type": "submit"}
            """,
            // Other forms of the same numbers.
            ORIGINAL.replace("7.25", "7.250")
                    .replace("100,", "1e2,")
                    .replace("\"toVersion\": 2", "\"toVersion\": 2.0")
                    .replace("500", "5.0E2")
                    .replace("1000", "1e3")
                    .replace("0.05", "5e-2")
                    .replace("12345678901234567890", "12345678901234567890.00")
                    .replace("0.1234567890123456789", "1.234567890123456789e-1")
                    .replace("[1, 2.5]", "[1e0, 25E-1]"),
            // Escapes, and the defaults written out.
            ORIGINAL.replace("\"ana\"", "\"\\u0061na\"")
                    .replace("\"requestedBy\"", "\"mode\": \"run\", \"outcomes\": false, \"requestedBy\""),
        };
    }

    @ParameterizedTest
    @MethodSource("sameContent")
    void should_equal_the_stored_request_when_the_same_content_is_posted(String posted) throws Exception {
        // given
        Request stored = Json.read(Json.bytes(parser.parse(ORIGINAL.getBytes(UTF_8))), Request.class);

        // when
        Request again = parser.parse(posted.getBytes(UTF_8));

        // then
        assertThat(again).isEqualTo(stored).hasSameHashCodeAs(stored);
        assertThat(Json.bytes(again).length).isEqualTo(Json.bytes(stored).length);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "7.25 | 7.26",
                "\"lt\" | \"lte\"",
                "0.1234567890123456789 | 0.1234567890123456788",
                "12345678901234567890 | 12345678901234567891",
                "\"b\": null | \"b\": \"null\"",
                "2.5] | \"2.5\"]",
                "[1, 2.5] | [1, 1, 2.5]",
                "[1, 2.5] | [2.5, 1]",
                "movie | movies",
                "0.05 | 0.051",
                "ana | ann"
            })
    void should_differ_from_the_stored_request_when_another_content_is_posted(String text, String changed)
            throws Exception {
        // given
        Request stored = Json.read(Json.bytes(parser.parse(ORIGINAL.getBytes(UTF_8))), Request.class);

        // when
        Request other = parser.parse(ORIGINAL.replace(text, changed).getBytes(UTF_8));

        // then
        assertThat(ORIGINAL).contains(text);
        assertThat(other).isNotEqualTo(stored);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"assetType\":\"movie\",\"from\":\"2024-01-01T00:00:00Z\"}",
                "{\"from\":\"2024-01-01T00:00:00.000Z\",\"assetType\":[\"movie\"]}",
                "{\"from\":\"2024-01-01T01:00:00+01:00\",\"assetType\":[\"movie\",\"movie\"]}"
            })
    void should_be_the_same_selection_when_type_and_time_are_written_otherwise(String selector) throws Exception {
        // when
        Request read = parser.parse(
                ("{\"type\":\"submit\",\"job\":\"j\",\"selector\":" + selector + ",\"processor\":{\"name\":\"n\"}}")
                        .getBytes(UTF_8));

        // then
        assertThat(new String(Json.bytes(((Request.Submit) read).selector()), UTF_8))
                .isEqualTo("{\"assetType\":[\"movie\"],\"from\":\"2024-01-01T00:00:00Z\"}");
    }
}
