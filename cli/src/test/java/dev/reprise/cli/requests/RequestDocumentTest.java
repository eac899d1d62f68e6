package dev.reprise.cli.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.cli.CommandLineFixture;
import dev.reprise.common.request.RefusedRequestException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RequestDocumentTest {

    private static final JobNames NAMES = new JobNames(InstantSource.fixed(CommandLineFixture.NOW), bound -> 36);

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(
                        "--job j --asset-type movie --to-version 2",
                        """
                        {"type":"submit","job":"j","selector":{"assetType":"movie"},\
                        "processor":{"name":"migrate","toVersion":2},"requestedBy":"ana"}"""),
                Arguments.of(
                        "--asset-type movie,poster --to-version latest --outcomes --mode preview",
                        """
                        {"type":"submit","job":"movie-poster-vlatest-20240506-101500-010",\
                        "selector":{"assetType":["movie","poster"]},\
                        "processor":{"name":"migrate","toVersion":"latest"},"mode":"preview","outcomes":true,\
                        "requestedBy":"ana"}"""),
                Arguments.of(
                        "--job j --asset-type a --to-version 2 --query {\"term\":{\"genre\":\"drama\"}} --sample 5",
                        """
                        {"type":"submit","job":"j",\
                        "selector":{"assetType":"a","query":{"term":{"genre":"drama"}},"sample":5},\
                        "processor":{"name":"migrate","toVersion":2},"requestedBy":"ana"}"""),
                Arguments.of(
                        "--job j --asset-type a --to-version 2 --ids 5a2b3c4d-e5f6-11ee-8080-808080808080,5a2b3c4e-e5f6-11ee-8080-808080808080",
                        """
                        {"type":"submit","job":"j","selector":{"assetType":"a",\
                        "ids":["5a2b3c4d-e5f6-11ee-8080-808080808080","5a2b3c4e-e5f6-11ee-8080-808080808080"]},\
                        "processor":{"name":"migrate","toVersion":2},"requestedBy":"ana"}"""),
                Arguments.of(
                        "--job j --to-version 2 --dead-letters-of movie-v2 --cause 91bc70c1d321",
                        """
                        {"type":"submit","job":"j","selector":{"deadLettersOf":"movie-v2","cause":"91bc70c1d321"},\
                        "processor":{"name":"migrate","toVersion":2},"requestedBy":"ana"}"""),
                Arguments.of(
                        "--job j --from 2024-01-01 --to 2024-02-01T12:00:00Z --processor reindex --requested-by bob --reason r",
                        """
                        {"type":"submit","job":"j",\
                        "selector":{"from":"2024-01-01T00:00:00Z","to":"2024-02-01T12:00:00Z"},\
                        "processor":{"name":"reindex"},"requestedBy":"bob","reason":"r"}"""),
                Arguments.of(
                        "--job j --asset-type a --to-version 3 --rate 500 --max-failures 10 --max-failure-ratio 0.05"
                                + " --production-p99-max PT0.01S",
                        """
                        {"type":"submit","job":"j","selector":{"assetType":"a"},\
                        "processor":{"name":"migrate","toVersion":3},\
                        "limits":{"eventsPerSecond":500,"maxFailures":10,"maxFailureRatio":0.05,\
                        "productionLatencyP99Max":"PT0.01S"},"requestedBy":"ana"}"""));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void should_say_what_was_typed_and_nothing_more(String line, String expected) throws RefusedRequestException {
        var options = new RequestOptions();
        new CommandLine(options).parseArgs(line.split(" "));

        assertThat(RequestDocument.of(options, NAMES, "ana", as -> {}).json()).isEqualTo(expected);
    }

    @Test
    void should_post_a_file_as_it_was_written() throws RefusedRequestException {
        String written =
                """
                { "type": "submit", "job": "j",
                  "selector": {"assetType": "movie"}, "processor": {"name": "migrate", "toVersion": 2.0} }
                """;

        RequestDocument document = RequestDocument.ofFile(written.getBytes(StandardCharsets.UTF_8), NAMES, as -> {});

        assertThat(document.json()).isEqualTo(written);
        assertThat(document.request().job()).isEqualTo("j");
    }

    @Test
    void should_give_a_file_without_a_job_an_id() throws RefusedRequestException {
        String written =
                """
                {"type":"submit","selector":{"assetType":"movie"},"processor":{"name":"migrate","toVersion":2}}""";

        RequestDocument document = RequestDocument.ofFile(written.getBytes(StandardCharsets.UTF_8), NAMES, as -> {});

        assertThat(document.request().job()).isEqualTo("job-20240506-101500-010");
        assertThat(document.json()).contains("\"job\":\"job-20240506-101500-010\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no json",
                "{\"type\":\"submit\",\"jobb\":\"j\"}",
                "{\"type\":\"pause\",\"job\":\"j\"}",
            })
    void should_refuse_a_file_that_no_service_would_take(String written) {
        assertThatThrownBy(() -> RequestDocument.ofFile(written.getBytes(StandardCharsets.UTF_8), NAMES, as -> {}))
                .isInstanceOf(RefusedRequestException.class);
    }
}
