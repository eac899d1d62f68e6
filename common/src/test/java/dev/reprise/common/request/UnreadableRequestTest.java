package dev.reprise.common.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages that are no request at all: one reason each, and never another exception. */
class UnreadableRequestTest {

    private static final String NO_VALUE = "the message has no value; a request is a JSON object";
    private static final String NO_OBJECT = "the message is not a JSON object";

    private final RequestParser parser = new RequestParser(() -> "made-up");

    static Stream<Arguments> documents() {
        String tokens = "was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
        return Stream.of(
                Arguments.of("", NO_VALUE),
                Arguments.of(" \n", NO_OBJECT),
                Arguments.of("null", NO_OBJECT),
                Arguments.of("[]", NO_OBJECT),
                Arguments.of("5", NO_OBJECT),
                Arguments.of("\"submit\"", NO_OBJECT),
                Arguments.of(
                        "submit",
                        "the message is not JSON: Unrecognized token 'submit': " + tokens + " (line 1, column 1)"),
                Arguments.of(
                        "{\"type\":\"pause\",\n\"job\":\"a\"",
                        "the message is not JSON: Unexpected end-of-input: expected close marker for Object"
                                + " (start marker at line: 1, column: 1) (line 2, column 10)"),
                Arguments.of(
                        "{\"type\":\"pause\",\"job\":\"a\"} {",
                        "the message is not JSON: something follows the document (line 1, column 29)"),
                Arguments.of(
                        "{\"type\":\"pause\",\"job\":\"a\"}}",
                        "the message is not JSON: Unexpected close marker '}': no open Object to close"
                                + " (line 1, column 27)"),
                Arguments.of(
                        "{\"type\":\"pause\",\"job\":\"a\",\"job\":\"b\"}",
                        "the message is not JSON: Duplicate field 'job' (line 1, column 32)"),
                Arguments.of(
                        "{\"type\":\"submit\",\"selector\":{\"assetType\":\"a\",\"assetType\":\"b\"}}",
                        "the message is not JSON: Duplicate field 'assetType' (line 1, column 57)"),
                Arguments.of(
                        "{\"type\":\"throttle\",\"job\":\"j\",\"eventsPerSecond\":1e99999999999}",
                        "the message is not JSON: a number has an exponent that is out of range"),
                Arguments.of(
                        "{\"type\":\"throttle\",\"job\":\"j\",\"eventsPerSecond\":" + "9".repeat(1001) + "}",
                        "the message is beyond a bound of what is read: Number value length (1001) exceeds the maximum"
                                + " allowed (1000)"),
                Arguments.of(
                        "{\"type\":\"pause\",\"job\":\"j\",\"x\":" + "[".repeat(1100) + "]".repeat(1100) + "}",
                        "the message is beyond a bound of what is read: Document nesting depth (1001) exceeds the maximum"
                                + " allowed (1000)"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void should_say_what_is_wrong_when_the_message_is_no_json_object(String posted, String reason) {
        // when
        RefusedRequestException refusal = refusalOf(posted.getBytes(UTF_8));

        // then
        assertThat(refusal.reasons()).containsExactly(reason);
    }

    @Test
    void should_refuse_the_message_when_it_has_no_value() {
        // when
        RefusedRequestException refusal = refusalOf(null);

        // then
        assertThat(refusal.reasons()).containsExactly(NO_VALUE);
    }

    @Test
    void should_refuse_the_message_when_it_is_not_utf8() {
        // when
        RefusedRequestException refusal =
                refusalOf("{\"type\":\"pause\",\"job\":\"a\",\"reason\":\"Müll\"}".getBytes(ISO_8859_1));

        // then
        assertThat(refusal.reasons()).containsExactly("the message is not UTF-8");
    }

    @Test
    void should_refuse_the_message_when_it_is_utf16_that_could_pass_for_utf8() {
        // when
        RefusedRequestException refusal = refusalOf("{\"type\":\"pause\",\"job\":\"a\"}".getBytes(UTF_16LE));

        // then
        assertThat(refusal.reasons())
                .singleElement()
                .asString()
                .startsWith("the message is not JSON: Illegal character ((CTRL-CHAR, code 0))");
    }

    @Test
    void should_refuse_the_message_when_it_is_one_byte_too_large() {
        // given
        byte[] posted = " ".repeat(458_753).getBytes(UTF_8);

        // when
        RefusedRequestException refusal = refusalOf(posted);

        // then
        assertThat(refusal.reasons()).containsExactly("the message has 458753 bytes; a request has at most 458752");
    }

    private RefusedRequestException refusalOf(byte @Nullable [] posted) {
        return catchThrowableOfType(RefusedRequestException.class, () -> parser.parse(posted));
    }
}
