package dev.reprise.cli.jobs;

import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.topics.Connector;
import dev.reprise.cli.topics.KafkaOptions;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.JobFeed;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reprise jobs}: all jobs, and how far the workers are behind. */
@Command(
        name = "jobs",
        description = "Show all jobs: state, progress, rate, failures, time left; and how far the workers are behind.")
public final class JobsCommand implements Callable<Integer> {

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    private final Invocation invocation;
    private final Connector connector;

    /** Creates the command. */
    public JobsCommand(Invocation invocation, Connector connector) {
        this.invocation = invocation;
        this.connector = connector;
    }

    @Override
    public Integer call() {
        try (Deployment deployment = connector.connect(kafka.address(invocation))) {
            // A person waits: both clients that are needed start side by side.
            return print(deployment, deployment.workerLag());
        }
    }

    private int print(Deployment deployment, Supplier<OptionalLong> workerLag) {
        try (JobFeed feed = deployment.jobs(null)) {
            var board = new JobBoard();
            board.add(feed.catchUp());
            List<JobReading> jobs = board.readAll(invocation.clock().instant());
            OptionalLong lag = workerLag.get();
            if (json) {
                invocation.console().result(JobsDocument.of(jobs, lag));
            } else {
                JobTable.lines(jobs, lag).forEach(invocation.console()::result);
            }
            return ExitCode.OK;
        }
    }
}
