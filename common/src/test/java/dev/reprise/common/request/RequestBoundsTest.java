package dev.reprise.common.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is too long, too deep or too large is refused by name, and what lies on a bound is served. */
class RequestBoundsTest {

    private static final String TYPE_RULE = "'selector.assetType' must have 1 to 200 characters, no control or format"
            + " characters, and no blank at its beginning or end, not '";

    private final RequestParser parser = new RequestParser(() -> "made-up");

    static Stream<Arguments> beyond() {
        return Stream.of(
                Arguments.of(
                        "{\"type\":\"throttle\",\"job\":\"x\",\"eventsPerSecond\":100e2147483647}",
                        "'eventsPerSecond' must be a whole number from 1 to 2147483647, not 1.00E+2147483649"),
                Arguments.of(
                        pause("reason", "😀".repeat(1_001)), "'reason' must have at most 1000 characters, not 1001"),
                Arguments.of(
                        pause("requestedBy", "x".repeat(435 * 1024)),
                        "'requestedBy' must have at most 1000 characters, not 445440"),
                Arguments.of(pause("reason", "a\\ud800"), "'reason' must not hold half a surrogate pair"),
                Arguments.of(
                        submit("{\"assetType\":\"m\",\"to\":\"+1000000000-12-31T23:59:59.999999999Z\"}"),
                        "'selector.to' must lie in the years 0000 to 9999, not"
                                + " '+1000000000-12-31T23:59:59.999999999Z'"),
                Arguments.of(
                        submit("{\"assetType\":\"m\",\"query\":{\"a\":1e1000}}"),
                        "'selector.query' must hold numbers of at most 1000 digits, not 1E+1000"),
                Arguments.of(
                        submit("{\"assetType\":\"m\",\"query\":{\"a\":[100e2147483647]}}"),
                        "'selector.query' must hold numbers of at most 1000 digits, not 1.00E+2147483649"),
                Arguments.of(
                        submit("{\"assetType\":\"m\",\"query\":{\"a\":" + "[".repeat(99) + "1" + "]".repeat(99) + "}}"),
                        "'selector.query' must be nested at most 100 levels deep"),
                Arguments.of(
                        submit("{\"assetType\":\"m\",\"query\":{\"\\udc00\":1}}"),
                        "'selector.query' must not hold half a surrogate pair"),
                Arguments.of(
                        submit("{\"deadLettersOf\":\"j\",\"cause\":\"SchemaViolation\"}"),
                        "'selector.cause' must match [0-9a-f]{12}, not 'SchemaViolation'"),
                Arguments.of(
                        "{\"type\":\"submit\",\"selector\":{\"assetType\":\"m\"},\"processor\":{\"name\":\"a\",\"b\":\""
                                + "x".repeat(16_384 - 18) + "\"}}",
                        "'processor' must have at most 16384 bytes, not 16385"),
                Arguments.of(
                        "{\"type\":\"submit\",\"selector\":{\"assetType\":\"m\"},\"processor\":{\"name\":\"a\",\"\":1}}",
                        "'processor' must not have a field without a name"),
                Arguments.of(
                        "{\"type\":\"submit\",\"selector\":{\"assetType\":\"m\"},\"processor\":{\"name\":\"a\",\"b\":"
                                + "-1e-2147483647}}",
                        "'processor' must hold numbers of at most 1000 digits, not -1E-2147483647"));
    }

    @ParameterizedTest
    @MethodSource("beyond")
    void should_refuse_by_name_when_a_bound_is_passed(String posted, String reason) {
        // when / then
        assertThat(refusalOf(posted)).containsExactly(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "movie",
                "größe",
                "tv/show",
                "a b",
                "50%",
                "*",
                "移动",
                "😀",
                "Großbuchstaben_1.0-x",
                "\\\"",
                "\\\\"
            })
    void should_accept_a_type_when_all_of_it_can_be_seen(String type) throws Exception {
        // when
        Request request =
                parser.parse(submit("{\"assetType\":\"" + type + "\"}").getBytes(UTF_8));

        // then
        assertThat(Json.read(Json.bytes(request), Request.class)).isEqualTo(request);
    }

    @ParameterizedTest
    @ValueSource(strings = {" a", "a ", "a\\u0000", "\\u001b[2J", "\\u0085", "\\u202ea", "\\u200b", "a\\nb", "\\u00a0"})
    void should_refuse_a_type_when_some_of_it_cannot_be_seen(String type) {
        for (String selector : List.of(
                "{\"assetType\":\"%s\"}",
                "{\"assetType\":[\"%s\"]}",
                "{\"assetType\":\"%s\",\"query\":{\"a\":1}}",
                "{\"assetType\":\"%s\",\"ids\":[\"5c2a0000-0000-11ee-8080-808080808080\"]}")) {
            // when / then
            assertThat(refusalOf(submit(selector.formatted(type))))
                    .singleElement()
                    .asString()
                    .startsWith(TYPE_RULE)
                    .doesNotContainPattern("[\\p{C}]");
        }
    }

    @Test
    void should_quote_a_type_in_short_when_it_is_refused_for_its_length() {
        // when / then
        assertThat(refusalOf(submit("{\"assetType\":[\"" + "t".repeat(70_000) + "\"]}")))
                .containsExactly(TYPE_RULE + "t".repeat(80) + "…'");
        assertThat(refusalOf(submit("{\"assetType\":\"" + "t".repeat(70_000) + "\"}")))
                .containsExactly("'selector.assetType' must have at most 200 characters, not 70000");
    }

    @Test
    void should_refuse_a_request_when_it_grows_beyond_its_bound_in_the_store() {
        // given
        String posted = submit("{\"assetType\":\"m\",\"query\":{\"a\":[1e18" + ",1e18".repeat(40_000) + "]}}");

        // when / then
        assertThat(posted).hasSizeLessThan(Topics.REQUEST_BYTES_MAX);
        assertThat(refusalOf(posted))
                .containsExactly("the request has 800179 bytes when it is stored; a request has at most 458752");
    }

    @Test
    void should_tell_a_bounded_number_of_reasons_when_there_are_more() {
        // given
        String types = IntStream.range(0, 100)
                .mapToObj(number -> "\"\\u0000" + number + "\"")
                .collect(Collectors.joining(",", "[", "]"));

        // when
        List<String> reasons = refusalOf(submit("{\"assetType\":" + types + "}"));

        // then
        assertThat(reasons).hasSize(Reasons.COUNT_MAX).endsWith("and 71 more reasons");
    }

    @Test
    void should_print_a_rejection_when_what_it_quotes_is_cut_within_a_surrogate_pair() {
        // given
        String posted = "{\"type\":\"pause\",\"job\":\"x" + "😀".repeat(100) + "\",\"\\ud800\":1}";

        // when
        List<String> reasons = refusalOf(posted);

        // then
        byte[] printed =
                Rejection.bytes(reasons, posted.getBytes(UTF_8), new Rejection.Position("t", 0, 0), Instant.EPOCH);
        assertThat(reasons).anyMatch(reason -> reason.contains("unknown field '?'"));
        assertThat(Json.read(printed, Rejection.class).reasons())
                .isEqualTo(reasons)
                .noneMatch(TreeBounds::hasLoneSurrogate);
    }

    private List<String> refusalOf(String posted) {
        return catchThrowableOfType(RefusedRequestException.class, () -> parser.parse(posted.getBytes(UTF_8)))
                .reasons();
    }

    private static String pause(String field, String value) {
        return "{\"type\":\"pause\",\"job\":\"j\",\"" + field + "\":\"" + value + "\"}";
    }

    private static String submit(String selector) {
        return "{\"type\":\"submit\",\"job\":\"j\",\"selector\":" + selector
                + ",\"processor\":{\"name\":\"migrate\",\"toVersion\":2}}";
    }
}
