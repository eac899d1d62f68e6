package dev.reprise.demo.stack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.common.wire.Json;
import dev.reprise.localstack.checkout.Checkout;
import dev.reprise.localstack.daemon.StackControl;
import dev.reprise.localstack.daemon.StackStatus;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.stack.StackAddresses;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reprise stack status}: asks every server of the stack one question. */
@Command(
        name = "status",
        description = "Tell whether the stack is up and its servers answer.",
        footer = {"", "Exit codes: 0 all answer, 1 none is up or one does not answer."})
public final class StackStatusCommand implements Callable<Integer> {

    private static final List<ServerKind> ORDER =
            List.of(ServerKind.KAFKA, ServerKind.CASSANDRA, ServerKind.ELASTICSEARCH);

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Invocation invocation;
    private final Checkout checkout;

    /** Creates the command. */
    public StackStatusCommand(Invocation invocation, Checkout checkout) {
        this.invocation = invocation;
        this.checkout = checkout;
    }

    @Override
    public Integer call() {
        CopiedStack.remark(checkout, invocation.console());
        StackStatus status = new StackControl(checkout.stackFile()).status();
        lines(status, json).forEach(invocation.console()::result);
        return status.isHealthy() ? ExitCode.OK : ExitCode.FAILED;
    }

    /** Returns the answers, in lines or in one line of JSON. */
    static List<String> lines(StackStatus status, boolean json) {
        if (json) {
            return List.of(document(status));
        }
        return status.stack()
                .map(stack -> ORDER.stream()
                        .map(server -> server.lowerCaseName() + " " + address(server, stack)
                                + (answers(status, server) ? " answers" : " does not answer"))
                        .toList())
                .orElse(List.of("no stack is up"));
    }

    private static String document(StackStatus status) {
        ObjectNode document = Json.mapper().createObjectNode().put("up", status.isUp());
        status.stack()
                .ifPresent(stack -> ORDER.forEach(server -> document.putObject(server.lowerCaseName())
                        .put("address", address(server, stack))
                        .put("answers", answers(status, server))));
        return new String(Json.bytes(document), StandardCharsets.UTF_8);
    }

    private static boolean answers(StackStatus status, ServerKind server) {
        Map<ServerKind, Boolean> answers = status.answers();
        return answers.getOrDefault(server, false);
    }

    private static String address(ServerKind server, StackAddresses stack) {
        return switch (server) {
            case KAFKA -> stack.kafka();
            case CASSANDRA -> stack.cassandra();
            case ELASTICSEARCH -> stack.elasticsearch();
        };
    }
}
