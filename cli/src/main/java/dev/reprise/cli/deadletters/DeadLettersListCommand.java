package dev.reprise.cli.deadletters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.text.TextTable;
import dev.reprise.cli.text.Words;
import dev.reprise.cli.topics.Connector;
import dev.reprise.cli.topics.KafkaOptions;
import dev.reprise.common.wire.Json;
import dev.reprise.topics.Deployment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reprise dead-letters list}: what failed in a job, by cause, and what of it is resolved. */
@Command(
        name = "list",
        description = {
            "What failed in a job, grouped by cause. An asset is resolved when a job that redrives it is complete and has"
                    + " not failed for it."
        })
public final class DeadLettersListCommand implements Callable<Integer> {

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String job = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Invocation invocation;
    private final Connector connector;

    /** Creates the command. */
    public DeadLettersListCommand(Invocation invocation, Connector connector) {
        this.invocation = invocation;
        this.connector = connector;
    }

    @Override
    public Integer call() {
        try (Deployment deployment = connector.connect(kafka.address(invocation))) {
            List<CauseGroup> causes = FailedAssets.read(deployment, job).causes(job);
            Console console = invocation.console();
            if (json) {
                console.result(document(causes));
            } else {
                lines(causes).forEach(console::result);
            }
            return ExitCode.OK;
        }
    }

    private List<String> lines(List<CauseGroup> causes) {
        if (causes.isEmpty()) {
            return List.of("nothing failed in " + job);
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("CAUSE", "OPEN", "RESOLVED", "STAGE", "FIRST ASSET", "EXAMPLE"));
        causes.forEach(cause -> rows.add(List.of(
                cause.cause(),
                Words.number(cause.open()),
                Words.number(cause.resolved()),
                cause.stage(),
                cause.firstAsset().toString(),
                cause.kind() + ": " + cause.example())));
        List<String> lines = new ArrayList<>(TextTable.lines(rows));
        long open = causes.stream().mapToLong(CauseGroup::open).sum();
        lines.add(
                open == 0
                        ? "all are resolved"
                        : Words.number(open) + " open; try them again by ./reprise dead-letters redrive " + job);
        return lines;
    }

    private String document(List<CauseGroup> causes) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.put("job", job);
        document.put("open", causes.stream().mapToLong(CauseGroup::open).sum());
        document.put("resolved", causes.stream().mapToLong(CauseGroup::resolved).sum());
        var array = document.putArray("causes");
        for (CauseGroup cause : causes) {
            ObjectNode one = Json.mapper().valueToTree(cause);
            array.add(one.put("open", cause.open()));
        }
        return new String(Json.bytes(document), StandardCharsets.UTF_8);
    }
}
