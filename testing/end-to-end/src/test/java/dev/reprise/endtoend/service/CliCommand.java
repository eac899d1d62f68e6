package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.Json;
import dev.reprise.endtoend.terminal.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs commands of {@code ./reprise} against a deployment, as a program would. */
final class CliCommand {

    private CliCommand() {}

    /** Runs a command that must end with 0, and returns what it printed. */
    static List<String> run(Deployment deployment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(arguments));
        command.addAll(List.of("--bootstrap-servers", deployment.bootstrapServers()));
        command.addAll(List.of("--topics-prefix", deployment.topics().prefix()));
        try (Terminal pipe = Terminal.run(Deployment.checkout(), command, false)) {
            assertThat(pipe.awaitExit(Duration.ofMinutes(1)))
                    .as(() -> String.join("\n", pipe.screen()))
                    .isZero();
            return pipe.screen();
        }
    }

    /** Runs a command that prints one JSON document. */
    static JsonNode json(Deployment deployment, String... arguments) throws Exception {
        return Json.mapper().readTree(run(deployment, arguments).get(0));
    }
}
