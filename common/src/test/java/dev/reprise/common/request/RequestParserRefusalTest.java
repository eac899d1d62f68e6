package dev.reprise.common.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused, with the reasons word by word: users see them. */
class RequestParserRefusalTest {

    private static final String PROCESSOR = "{\"name\":\"migrate\",\"toVersion\":2}";
    private static final String MOVIES = "{\"assetType\":\"movie\"}";
    private static final String JOB_RULE = "must match [a-z0-9][a-z0-9-]{0,62}, not ";
    private static final String RATE_RULE = "must be a whole number from 1 to 2147483647, not ";
    private static final String FORMS = "a selector is one of {assetType, from, to}, {assetType, query},"
            + " {assetType, ids} or {deadLettersOf, cause}";

    private final RequestParser parser = new RequestParser(() -> {
        throw new AssertionError("a refused request needs no job id");
    });

    static Stream<Arguments> envelopes() {
        String known = "(known here: job, reason, requestedBy, type)";
        return Stream.of(
                refusal("{}", "'type' is missing"),
                refusal("{\"type\":null}", "'type' must be a string, not null"),
                refusal("{\"type\":7,\"job\":\"j\"}", "'type' must be a string, not number"),
                refusal("{\"type\":\" \"}", "'type' must not be blank"),
                refusal("{\"type\":\"Submit\"}", "'type' must be one of submit, pause, resume, cancel, throttle"),
                refusal("{\"type\":\"pause\"}", "'job' is missing"),
                refusal("{\"type\":\"resume\",\"job\":\"\"}", "'job' must not be blank"),
                refusal("{\"type\":\"cancel\",\"job\":null}", "'job' must be a string, not null"),
                refusal(
                        "{\"type\":\"pause\",\"job\":\"j\",\"eventsPerSecond\":5}",
                        "unknown field 'eventsPerSecond' " + known),
                refusal(
                        "{\"type\":\"cancel\",\"job\":[],\"why\":1,\"reason\":{},\"requestedBy\":true}",
                        "unknown field 'why' " + known,
                        "'job' must be a string, not array",
                        "'requestedBy' must be a string, not boolean",
                        "'reason' must be a string, not object"),
                refusal("{\"type\":\"throttle\",\"job\":\"j\"}", "'eventsPerSecond' is missing"),
                refusal("{\"type\":\"throttle\"}", "'job' is missing", "'eventsPerSecond' is missing"),
                refusal(throttle("\"5\""), "'eventsPerSecond' must be a whole number, not string"),
                refusal(throttle("0"), "'eventsPerSecond' " + RATE_RULE + "0"),
                refusal(throttle("1.5"), "'eventsPerSecond' " + RATE_RULE + "1.5"),
                refusal(throttle("2147483648"), "'eventsPerSecond' " + RATE_RULE + "2147483648"),
                refusal(throttle("1e400"), "'eventsPerSecond' " + RATE_RULE + "1E+400"),
                refusal(throttle("1e-2147483647"), "'eventsPerSecond' " + RATE_RULE + "1E-2147483647"),
                refusal(throttle("9".repeat(900)), "'eventsPerSecond' " + RATE_RULE + "9".repeat(80) + "…"));
    }

    static Stream<Arguments> jobIds() {
        return Stream.of("A", "-a", "a_b", "a b", "a/b", "ä", "a".repeat(64))
                .map(id ->
                        refusal("{\"type\":\"pause\",\"job\":\"" + id + "\"}", "'job' " + JOB_RULE + "'" + id + "'"));
    }

    static Stream<Arguments> submissions() {
        return Stream.of(
                refusal("{\"type\":\"submit\"}", "'selector' is missing", "'processor' is missing"),
                refusal(submission(MOVIES, "{}"), "'processor.name' is missing"),
                refusal(submission(MOVIES, "{\"name\":\"\",\"toVersion\":2}"), "'processor.name' must not be blank"),
                refusal(
                        submission(MOVIES, "[{\"name\":\"migrate\"},{\"toVersion\":2},{\"name\":\"\"}]"),
                        "'processor[1].name' is missing",
                        "'processor[2].name' must not be blank"),
                refusal(
                        submission(MOVIES, "[{\"name\":\"migrate\"},[{\"name\":\"trigger\"}]]"),
                        "'processor' must be an object, or a list of 1 to 8 objects"),
                refusal(
                        submission(MOVIES, "[" + "{\"name\":\"migrate\"},".repeat(8) + "{\"name\":\"migrate\"}]"),
                        "'processor' must be an object, or a list of 1 to 8 objects"),
                refusal(submission(MOVIES, "\"migrate\""), "'processor' must be an object, not string"),
                refusal(
                        "{\"type\":\"submit\",\"selector\":" + MOVIES + ",\"processor\":" + PROCESSOR
                                + ",\"mode\":\"sync\"}",
                        "'mode' must be run, preview or synchronous"),
                refusal(
                        "{\"type\":\"submit\",\"job\":\"a\\nb\",\"selector\":" + MOVIES + ",\"processor\":" + PROCESSOR
                                + ",\"limit\":{},\"" + "x".repeat(100) + "\":1}",
                        "unknown field 'limit' (known here: job, limits, mode, outcomes, processor, reason, requestedBy,"
                                + " selector, type)",
                        "unknown field '" + "x".repeat(80)
                                + "…' (known here: job, limits, mode, outcomes, processor, reason, requestedBy,"
                                + " selector, type)",
                        "'job' " + JOB_RULE + "'a?b'"),
                refusal(
                        "{\"type\":\"submit\",\"job\":7,\"selector\":5,\"processor\":[],\"mode\":1,\"limits\":\"x\","
                                + "\"outcomes\":\"yes\",\"requestedBy\":{},\"reason\":[]}",
                        "'job' must be a string, not number",
                        "'selector' must be an object, not number",
                        "'processor' must be an object, or a list of 1 to 8 objects",
                        "'mode' must be a string, not number",
                        "'limits' must be an object, not string",
                        "'outcomes' must be true or false, not string",
                        "'requestedBy' must be a string, not object",
                        "'reason' must be a string, not array"),
                refusal(
                        "{\"type\":\"submit\",\"job\":null,\"selector\":null,\"processor\":null,\"mode\":null,"
                                + "\"limits\":null,\"outcomes\":null,\"requestedBy\":null,\"reason\":null}",
                        "'job' must be a string, not null",
                        "'selector' must be an object, not null",
                        "'processor' must be an object, not null",
                        "'mode' must be a string, not null",
                        "'limits' must be an object, not null",
                        "'outcomes' must be true or false, not null",
                        "'requestedBy' must be a string, not null",
                        "'reason' must be a string, not null"));
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                refusal(
                        limited("{\"eventsPerSecond\":-1,\"maxFailures\":-1,\"maxFailureRatio\":1.01}"),
                        "'limits.eventsPerSecond' " + RATE_RULE + "-1",
                        "'limits.maxFailures' must be a whole number from 0 to 9223372036854775807, not -1",
                        "'limits.maxFailureRatio' must be a number from 0 to 1, not 1.01"),
                refusal(
                        limited("{\"maxFailures\":9223372036854775808,\"maxFailureRatio\":-1e-9}"),
                        "'limits.maxFailures' must be a whole number from 0 to 9223372036854775807,"
                                + " not 9223372036854775808",
                        "'limits.maxFailureRatio' must be a number from 0 to 1, not -1E-9"),
                refusal(
                        limited("{\"eventsPerSecond\":null,\"maxFailures\":true,\"maxFailureRatio\":\"5%\"}"),
                        "'limits.eventsPerSecond' must be a whole number, not null",
                        "'limits.maxFailures' must be a whole number, not boolean",
                        "'limits.maxFailureRatio' must be a number from 0 to 1, not string"),
                refusal(
                        limited("{\"productionLatencyP99Max\":\"10 ms\"}"),
                        "'limits.productionLatencyP99Max' must be a duration such as PT0.01S, not '10 ms'"),
                refusal(
                        limited("{\"productionLatencyP99Max\":\"PT0.0005S\"}"),
                        "'limits.productionLatencyP99Max' must lie between PT0.001S and PT1M, not 'PT0.0005S'"),
                refusal(
                        limited("{\"productionLatencyP99Max\":10}"),
                        "'limits.productionLatencyP99Max' must be a string, not number"),
                refusal(
                        limited("{\"maxFailure\":5}"),
                        "unknown field 'limits.maxFailure'"
                                + " (known here: eventsPerSecond, maxFailureRatio, maxFailures, productionLatencyP99Max)"));
    }

    static Stream<Arguments> selectors() {
        String timeRule = "must be a time such as 2024-01-01T00:00:00Z, not ";
        return Stream.of(
                selector(
                        "{}",
                        "'selector.assetType' is missing; only a selection with both 'from' and 'to' may leave it out"),
                selector(
                        "{\"from\":\"2024-01-01T00:00:00Z\",\"sample\":1}",
                        "'selector.assetType' is missing; only a selection with both 'from' and 'to' may leave it out"),
                selector("{\"assetType\":\"\"}", "'selector.assetType' must not be blank"),
                selector("{\"assetType\":5}", "'selector.assetType' must be a list of 1 to 100 strings, or one string"),
                selector(
                        "{\"assetType\":[]}", "'selector.assetType' must be a list of 1 to 100 strings, or one string"),
                selector(
                        "{\"assetType\":"
                                + IntStream.range(0, 101)
                                        .mapToObj(number -> "\"t" + number + "\"")
                                        .toList()
                                + "}",
                        "'selector.assetType' must be a list of 1 to 100 different strings, or one string"),
                selector(
                        "{\"assetType\":[\"a\",5]}",
                        "'selector.assetType' must hold nothing but strings that are not blank"),
                selector(
                        "{\"assetType\":[\"a\",\" \"]}",
                        "'selector.assetType' must hold nothing but strings that are not blank"),
                selector(
                        "{\"assetType\":\"m\",\"from\":\"2024-02-01T00:00:00Z\",\"to\":\"2024-01-01T00:00:00Z\"}",
                        "'selector.from' must be before 'to': 2024-02-01T00:00:00Z is not before 2024-01-01T00:00:00Z"),
                selector(
                        "{\"assetType\":\"m\",\"from\":\"2024-01-01T00:00:00Z\",\"to\":\"2024-01-01T00:00:00Z\"}",
                        "'selector.from' must be before 'to': 2024-01-01T00:00:00Z is not before 2024-01-01T00:00:00Z"),
                selector(
                        "{\"assetType\":null,\"from\":20240101,\"to\":\"2024-13-01T00:00:00Z\",\"sample\":0,\"till\":1}",
                        "'selector.sample' must be a whole number from 1 to 100000, not 0",
                        "unknown field 'selector.till' (known here: assetType, from, sample, to)",
                        "'selector.assetType' must be a list of 1 to 100 strings, or one string",
                        "'selector.from' must be a string, not number",
                        "'selector.to' " + timeRule + "'2024-13-01T00:00:00Z'"),
                selector(
                        "{\"from\":\"2024-01-01\",\"to\":\"tomorrow\"}",
                        "'selector.from' " + timeRule + "'2024-01-01'",
                        "'selector.to' " + timeRule + "'tomorrow'"),
                selector(
                        "{\"assetType\":\"m\",\"query\":{\"a\":1},\"ids\":[],\"sample\":0}",
                        "'selector.sample' must be a whole number from 1 to 100000, not 0",
                        "'selector' mixes several forms; " + FORMS),
                selector("{\"deadLettersOf\":\"j\",\"ids\":[]}", "'selector' mixes several forms; " + FORMS),
                selector(
                        "{\"assetType\":\"m\",\"query\":{}}",
                        "'selector.query' must be the body of an Elasticsearch query, an object"),
                selector(
                        "{\"query\":\"title:x\",\"from\":\"2024-01-01T00:00:00Z\"}",
                        "unknown field 'selector.from' (known here: assetType, query, sample)",
                        "'selector.assetType' is missing",
                        "'selector.query' must be the body of an Elasticsearch query, an object"),
                selector(
                        "{\"assetType\":[\"m\"],\"query\":{\"a\":1}}",
                        "'selector.assetType' must be a string, not array"),
                selector(
                        "{\"ids\":null}",
                        "'selector.assetType' is missing",
                        "'selector.ids' must be a list of 1 to 10000 strings, or one string"),
                selector(
                        "{\"assetType\":\"m\",\"ids\":[\"1\"],\"to\":\"2024-01-01T00:00:00Z\"}",
                        "unknown field 'selector.to' (known here: assetType, ids, sample)",
                        "'selector.ids' must hold time-based UUIDs (version 1); '1' is none"),
                // Random, of version 4; without its leading zero; and anything at length.
                selector(
                        "{\"assetType\":\"m\",\"ids\":[\"0b0f0b8e-44c1-4a0e-8b51-0d2f6a1c9d10\"]}",
                        "'selector.ids' must hold time-based UUIDs (version 1);"
                                + " '0b0f0b8e-44c1-4a0e-8b51-0d2f6a1c9d10' is none"),
                selector(
                        "{\"assetType\":\"m\",\"ids\":[\"c2a0000-0000-11ee-8080-808080808080\"]}",
                        "'selector.ids' must hold time-based UUIDs (version 1);"
                                + " 'c2a0000-0000-11ee-8080-808080808080' is none"),
                selector(
                        "{\"assetType\":\"m\",\"ids\":[\"" + "f".repeat(200) + "\"]}",
                        "'selector.ids' must hold time-based UUIDs (version 1); '" + "f".repeat(80) + "…' is none"),
                selector("{\"deadLettersOf\":\"J\"}", "'selector.deadLettersOf' " + JOB_RULE + "'J'"),
                selector(
                        "{\"deadLettersOf\":\"j\",\"assetType\":\"m\",\"cause\":7}",
                        "unknown field 'selector.assetType' (known here: cause, deadLettersOf, sample)",
                        "'selector.cause' must be a string, not number"));
    }

    @ParameterizedTest
    @MethodSource({"envelopes", "jobIds", "submissions", "limits", "selectors"})
    void should_name_every_mistake_when_the_request_is_wrong(String posted, List<String> reasons) {
        // when
        var refusal = catchThrowableOfType(RefusedRequestException.class, () -> parser.parse(posted.getBytes(UTF_8)));

        // then
        assertThat(refusal.reasons()).containsExactlyElementsOf(reasons);
        assertThat(refusal).hasMessage(String.join("; ", reasons));
    }

    private static Arguments refusal(String posted, String... reasons) {
        return Arguments.of(posted, List.of(reasons));
    }

    private static Arguments selector(String selector, String... reasons) {
        return refusal(submission(selector, PROCESSOR), reasons);
    }

    private static String submission(String selector, String processor) {
        return "{\"type\":\"submit\",\"job\":\"j\",\"selector\":" + selector + ",\"processor\":" + processor + "}";
    }

    private static String limited(String limits) {
        return "{\"type\":\"submit\",\"selector\":" + MOVIES + ",\"processor\":" + PROCESSOR + ",\"limits\":" + limits
                + "}";
    }

    private static String throttle(String rate) {
        return "{\"type\":\"throttle\",\"job\":\"j\",\"eventsPerSecond\":" + rate + "}";
    }
}
