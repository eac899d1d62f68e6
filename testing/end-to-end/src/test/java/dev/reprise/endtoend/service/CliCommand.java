package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.Json;
import dev.reprise.endtoend.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs commands of {@code ./reprise} against a deployment, as a program would. */
final class CliCommand {

    private static final int LINES_SHOWN_MAX = 20;
    private static final int COLUMNS_SHOWN_MAX = 500;

    private CliCommand() {}

    /** Runs a command that must end with 0, and returns what it printed. */
    static List<String> run(Deployment deployment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of("--bootstrap-servers", deployment.bootstrapServers()));
        command.addAll(List.of("--topics-prefix", deployment.topics().prefix()));
        try (Terminal pipe = Terminal.run(Deployment.checkout(), command, false)) {
            assertThat(pipe.awaitExit()).as(() -> lastLines(pipe.screen())).isZero();
            return pipe.screen();
        }
    }

    /** What ten thousand jobs print is too much for the report of a failure. */
    private static String lastLines(List<String> screen) {
        return screen.stream()
                .skip(Math.max(0, screen.size() - LINES_SHOWN_MAX))
                .map(line -> line.substring(0, Math.min(line.length(), COLUMNS_SHOWN_MAX)))
                .collect(Collectors.joining("\n"));
    }

    /** Runs a command that prints one JSON document. */
    static JsonNode json(Deployment deployment, String... arguments) throws Exception {
        return Json.mapper().readTree(run(deployment, arguments).get(0));
    }
}
