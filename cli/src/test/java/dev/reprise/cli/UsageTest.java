package dev.reprise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    private final CommandLineFixture reprise = new CommandLineFixture();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "" + "\"\" | reprise: Missing required subcommand",
                "nothing | reprise: Unmatched argument at index 0: 'nothing'",
                "submit | reprise submit: --to-version must be a schema version or latest",
                "submit --to-version 2 | reprise submit: 'selector.assetType' is missing",
                "submit --asset-type a --to-version two | reprise submit: --to-version must be a schema version or latest,"
                        + " not 'two'",
                "submit --asset-type a --to-version 2 --rate 0 | reprise submit: 'limits.eventsPerSecond' must be a whole",
                "submit --asset-type a --to-version 2 --max-failure-ratio 2 | reprise submit: 'limits.maxFailureRatio'",
                "submit --asset-type a --to-version 2 --production-p99-max 10ms | reprise submit:"
                        + " 'limits.productionLatencyP99Max' must be a duration such as PT0.01S",
                "submit --asset-type a --to-version 2 --from yesterday | reprise submit: Invalid value for option '--from'",
                "submit --asset-type a --to-version 2 --from 2024-02-01 --to 2024-01-01 | reprise submit: 'selector.from'"
                        + " must be before",
                "submit --asset-type a --to-version 2 --mode fast | reprise submit: 'mode' must be run, preview or synchronous",
                "submit --asset-type a --to-version 2 --job A_B | reprise submit: 'job' must match",
                "submit -f no-such-file | reprise submit: cannot read no-such-file",
                "submit -f pom.xml --to-version 2 | reprise submit: a request is either in a file or typed, not both",
                "jobs --bootstrap-servers nowhere | reprise jobs: bootstrap servers must be host:port",
                "jobs --topics-prefix a/b | reprise jobs: topics prefix 'a/b' must be",
                "jobs one | reprise jobs: Unmatched argument at index 1: 'one'",
                "watch | reprise watch: Missing required parameter: 'JOB'",
                "watch a b | reprise watch: Unmatched argument at index 2: 'b'",
                "pause | reprise pause: Missing required parameter: 'JOB'",
                "pause No | reprise pause: 'No' is no job id",
                "resume | reprise resume: Missing required parameter: 'JOB'",
                "cancel | reprise cancel: Missing required parameter: 'JOB'",
                "throttle a | reprise throttle: Missing required option: '--rate=N|none'",
                "throttle a --rate 0 | reprise throttle: Invalid value for option '--rate'",
                "migrations | reprise migrations: Missing required subcommand",
                "migrations check x | reprise migrations check: Unmatched argument",
                "migrations list x | reprise migrations list: Unmatched argument",
            })
    void should_end_with_2_and_one_clear_line_when_typed_wrongly(String line, String expected) {
        int exitCode = reprise.run(words(line));

        assertThat(exitCode).isEqualTo(2);
        assertThat(reprise.out()).isEmpty();
        assertThat(reprise.err())
                .singleElement()
                .asString()
                .startsWith(expected)
                .endsWith(" --help)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "submit",
                "jobs",
                "watch",
                "pause",
                "resume",
                "cancel",
                "throttle",
                "migrations",
                "migrations list",
                "migrations check"
            })
    void should_show_help_when_asked(String command) {
        int exitCode = reprise.run(words((command + " --help").strip()));

        assertThat(exitCode).isZero();
        assertThat(reprise.err()).isEmpty();
        assertThat(reprise.out()).first().asString().startsWith(("Usage: reprise " + command).strip());
        assertThat(reprise.out()).as("every command has a description").hasSizeGreaterThan(3);
    }

    @Test
    void should_show_a_stack_trace_only_when_asked() {
        reprise.connector(address -> {
            throw new IllegalStateException("a bug");
        });

        int exitCode = reprise.run("jobs");
        assertThat(exitCode).isEqualTo(1);
        assertThat(reprise.err()).containsExactly("reprise jobs: IllegalStateException: a bug");

        reprise.run("jobs", "--verbose");
        assertThat(reprise.err()).anyMatch(line -> line.startsWith("    at "));
    }

    private static String[] words(String line) {
        return Stream.of(line.split(" ")).filter(word -> !word.isEmpty()).toArray(String[]::new);
    }

    @Test
    void should_name_all_commands_of_the_contract() {
        reprise.run("--help");

        for (String command : List.of("submit", "jobs", "watch", "pause", "migrations")) {
            assertThat(reprise.out()).anyMatch(line -> line.startsWith("  " + command + " "));
        }
    }
}
