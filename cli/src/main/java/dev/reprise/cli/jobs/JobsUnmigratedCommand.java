package dev.reprise.cli.jobs;

import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.topics.Connector;
import dev.reprise.cli.topics.KafkaOptions;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.topics.Deployment;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reprise jobs unmigrated}: the assets that a job has left below its target. */
@Command(
        name = "unmigrated",
        description = "List the assets that the last scan of a job found below the target without a dead letter: type,"
                + " bucket and id, one a line. Live writers were at them until the rounds were used up.")
public final class JobsUnmigratedCommand implements Callable<Integer> {

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String job = "";

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    private final Invocation invocation;
    private final Connector connector;

    /** Creates the command. */
    public JobsUnmigratedCommand(Invocation invocation, Connector connector) {
        this.invocation = invocation;
        this.connector = connector;
    }

    @Override
    public Integer call() {
        try (Deployment deployment = connector.connect(kafka.address(invocation))) {
            // Line by line as they are read: there may be more of them than fit into memory.
            deployment.left(job, event -> invocation.console().result(line(event)));
        }
        return ExitCode.OK;
    }

    private String line(AssetEvent event) {
        return json
                ? new String(AssetEventFormat.bytes(event), StandardCharsets.UTF_8)
                : event.assetType() + " " + event.bucket() + " " + event.assetId();
    }
}
