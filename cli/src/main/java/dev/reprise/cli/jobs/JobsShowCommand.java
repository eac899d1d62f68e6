package dev.reprise.cli.jobs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.topics.Connector;
import dev.reprise.cli.topics.KafkaOptions;
import dev.reprise.common.job.AuditEntry;
import dev.reprise.common.wire.Json;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.JobFeed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reprise jobs show}: the story of one job, with times. */
@Command(name = "show", description = "Tell the story of a job: who asked for what and why, what came of it, and when.")
public final class JobsShowCommand implements Callable<Integer> {

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String job = "";

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Invocation invocation;
    private final Connector connector;

    /** Creates the command. */
    public JobsShowCommand(Invocation invocation, Connector connector) {
        this.invocation = invocation;
        this.connector = connector;
    }

    @Override
    public Integer call() {
        try (Deployment deployment = connector.connect(kafka.address(invocation));
                JobFeed feed = deployment.jobs(job)) {
            var board = new JobBoard();
            board.add(feed.catchUp());
            JobReading reading = board.read(job, invocation.clock().instant())
                    .orElseThrow(() -> new FailedException("there is no job '" + job + "'"));
            List<AuditEntry> story = deployment.audit(job);
            if (json) {
                invocation.console().result(document(reading, story));
            } else {
                JobStory.lines(reading, story).forEach(invocation.console()::result);
            }
            return ExitCode.OK;
        }
    }

    private static String document(JobReading reading, List<AuditEntry> story) {
        ObjectNode document = JobsDocument.job(reading);
        document.set("history", Json.mapper().valueToTree(story));
        return new String(Json.bytes(document), StandardCharsets.UTF_8);
    }
}
