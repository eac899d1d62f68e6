package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.cli.CommandLineFixture;
import dev.reprise.localstack.checkout.Checkout;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that only a checkout has, as users type them. */
class CheckoutUsageTest {

    private final CommandLineFixture reprise;

    CheckoutUsageTest(@TempDir Path checkout) {
        this.reprise = new CommandLineFixture().surroundings(Main.in(new Checkout(checkout)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "demo --assets many | reprise demo: Invalid value for option '--assets': 'many' is not a long",
                "demo --assets 99 | reprise demo: --assets must be from 100 to 5000000, not 99",
                "demo --processor undo | reprise demo: --processor must be one of migrate, trigger, reindex, delete, fill-index, export, not undo",
                "demo --processor trigger --secured | reprise demo: --secured goes with --processor migrate alone",
                "demo more | reprise demo: Unmatched argument at index 1: 'more'",
                "bench --events 999 | reprise bench: --events must be from 1000 to 5000000, not 999",
                "bench --rounds 0 | reprise bench: --rounds must be from 1 to 50, not 0",
                "bench --full --million | reprise bench: --processor, --cold, --production, --spark, --full and --million exclude each other",
                "bench --production --full | reprise bench: --processor, --cold, --production, --spark, --full and --million exclude each other",
                "bench --spark --cold | reprise bench: --processor, --cold, --production, --spark, --full and --million exclude each other",
                "bench --processor migrate | reprise bench: --processor must be one of reindex, delete, fill-index, export, not migrate",
                "bench --processor delete --full | reprise bench: --processor, --cold, --production, --spark, --full and --million exclude each other",
                "bench fast | reprise bench: Unmatched argument at index 1: 'fast'",
                "stack | reprise stack: Missing required subcommand",
                "stack sideways | reprise stack: Unmatched argument at index 1: 'sideways'",
                "stack up --kafka-port x | reprise stack up: Invalid value for option '--kafka-port'",
                "stack up --nodes 2 | reprise stack up: a stack has 1 or 3 nodes, not 2",
                "stack up --nodes 3 --secured | reprise stack up: a secured stack has 1 node",
                "stack up --kafka-port 70000 | reprise stack up: the port of kafka is to be 0 to 65535, not 70000",
                "stack down now | reprise stack down: Unmatched argument",
                "stack status --xml | reprise stack status: Unknown option: '--xml'",
            })
    void should_end_with_2_and_one_clear_line_when_typed_wrongly(String line, String expected) {
        int exitCode = reprise.run(line.split(" "));

        assertThat(exitCode).isEqualTo(2);
        assertThat(reprise.out()).isEmpty();
        assertThat(reprise.err())
                .singleElement()
                .asString()
                .startsWith(expected)
                .endsWith(" --help)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo", "bench", "stack", "stack up", "stack down", "stack status"})
    void should_show_help_when_asked(String command) {
        int exitCode = reprise.run((command + " --help").split(" "));

        assertThat(exitCode).isZero();
        assertThat(reprise.err()).isEmpty();
        assertThat(reprise.out()).first().asString().startsWith("Usage: reprise " + command);
        assertThat(reprise.out()).as("every command has a description").hasSizeGreaterThan(3);
    }

    @Test
    void should_name_all_commands_of_the_contract() {
        reprise.run("--help");

        for (String command : List.of("demo", "stack", "submit", "jobs", "watch", "pause", "migrations", "bench")) {
            assertThat(reprise.out()).anyMatch(line -> line.startsWith("  " + command + " "));
        }
    }
}
