package dev.reprise.common.request;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reprise.common.wire.Json;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RejectionTest {

    private static final List<String> REASONS = List.of("'job' is missing", "'type' is missing");
    private static final Rejection.Position AT = new Rejection.Position("reprocess-requests", 3, 42);
    private static final Instant NOW = Instant.parse("2024-05-06T07:08:09.010Z");
    private static final String BEHIND = "\"topic\":\"reprocess-requests\",\"partition\":3,\"offset\":42,"
            + "\"rejectedAt\":\"2024-05-06T07:08:09.010Z\"}";
    private static final String BEFORE = "{\"reasons\":[\"'job' is missing\",\"'type' is missing\"],";

    static Stream<Arguments> rejections() {
        return Stream.of(
                Arguments.of("{\"a\":\"ä\"}".getBytes(UTF_8), "\"value\":\"{\\\"a\\\":\\\"ä\\\"}\","),
                Arguments.of(new byte[] {'{', (byte) 0xFC, '}'}, "\"valueBase64\":\"e/x9\","),
                Arguments.of(new byte[0], "\"value\":\"\","),
                Arguments.of(null, ""));
    }

    @ParameterizedTest
    @MethodSource("rejections")
    void should_repeat_the_value_whole_when_it_fits(byte @Nullable [] original, String value) {
        // when
        byte[] printed = Rejection.bytes(REASONS, original, AT, NOW);

        // then
        assertThat(new String(printed, UTF_8)).isEqualTo(BEFORE + value + BEHIND);
        assertThat(Json.bytes(Json.read(printed, Rejection.class))).isEqualTo(printed);
    }

    static Stream<Arguments> largeValues() {
        return Stream.of(
                Arguments.of("plain text", "x".repeat(2_000_000).getBytes(UTF_8)),
                Arguments.of("six bytes for one", "\u0001".repeat(900_000).getBytes(UTF_8)),
                Arguments.of("a letter cut in two", ("x" + "ä".repeat(1_000_000)).getBytes(UTF_8)),
                Arguments.of("not UTF-8", "ü".repeat(900_000).getBytes(ISO_8859_1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("largeValues")
    void should_repeat_the_beginning_when_the_whole_does_not_fit_into_a_record(String name, byte[] original) {
        // when
        byte[] printed = Rejection.bytes(REASONS, original, AT, NOW);

        // then
        var rejection = Json.read(printed, Rejection.class);
        assertThat(printed).hasSizeLessThan(1_000_000);
        assertThat(rejection.value()).hasSizeGreaterThan(50_000);
        assertThat(rejection)
                .isEqualTo(new Rejection(
                        REASONS, rejection.value(), null, original.length, "reprocess-requests", 3, 42, NOW));
    }

    @Test
    void should_fit_into_a_record_when_a_request_consists_of_mistakes() {
        // given
        var fields = new StringBuilder("{\"type\":\"pause\"");
        for (int i = 0; i < 35_000; i++) {
            fields.append(",\"x").append(i).append("\":1");
        }
        byte[] posted = fields.append('}').toString().getBytes(UTF_8);
        var parser = new RequestParser(() -> "made-up");

        // when
        var refusal = catchThrowableOfType(RefusedRequestException.class, () -> parser.parse(posted));

        // then
        assertThat(refusal.reasons()).hasSize(22).contains("34980 more unknown fields", "'job' is missing");
        assertThat(Rejection.bytes(refusal.reasons(), posted, AT, NOW)).hasSizeLessThan(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reasons", "topic", "rejectedAt"})
    void should_not_read_a_rejection_when_something_it_promises_is_missing(String field) {
        // given
        String json = (BEFORE + BEHIND).replace("\"" + field + "\"", "\"other\"");

        // when / then
        assertThatThrownBy(() -> Json.read(json.getBytes(UTF_8), Rejection.class))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("not a Rejection: ");
    }

    @Test
    void should_refuse_a_refusal_when_it_has_no_reason() {
        // when / then
        assertThatThrownBy(() -> new RefusedRequestException(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a refusal needs a reason");
    }
}
