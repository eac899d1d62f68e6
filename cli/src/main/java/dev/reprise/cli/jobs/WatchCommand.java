package dev.reprise.cli.jobs;

import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.topics.Connector;
import dev.reprise.cli.topics.KafkaOptions;
import dev.reprise.common.job.JobStatus;
import dev.reprise.topics.Deployment;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reprise watch}: follows a job to its end. */
@Command(
        name = "watch",
        description = "Follow a job until it ends.",
        footer = {
            "",
            "Exit codes: 0 completed, 3 completed with failures, 4 failed or cancelled, 1 there is no such job or Kafka"
                    + " does not answer.",
        })
public final class WatchCommand implements Callable<Integer> {

    private static final Duration NEWS_WITHIN = Duration.ofMillis(500);

    /** A job that was just posted has no state yet. */
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(3);

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String job = "";

    @Option(names = "--json", description = "Print a line of JSON for each state that is published.")
    private boolean json;

    private final Invocation invocation;
    private final Connector connector;

    /** Creates the command. */
    public WatchCommand(Invocation invocation, Connector connector) {
        this.invocation = invocation;
        this.connector = connector;
    }

    @Override
    public Integer call() {
        JobReading end = watch();
        invocation.console().result(json ? JobsDocument.line(end) : JobLine.ofEnd(end));
        return exitCode(end.job().state());
    }

    /** Returns what a final state is to the shell. */
    public static int exitCode(JobStatus state) {
        return switch (state) {
            case COMPLETED -> ExitCode.OK;
            case COMPLETED_WITH_FAILURES -> ExitCode.COMPLETED_WITH_FAILURES;
            case CANCELLED, FAILED -> ExitCode.NOT_COMPLETED;
            case PLANNING, RUNNING, PAUSED, VERIFYING, SWITCHING ->
                throw new IllegalArgumentException(state + " is no end");
        };
    }

    private ProgressView view() {
        return json ? new JsonView(invocation.console()) : ProgressView.on(invocation.console(), invocation.clock());
    }

    private JobReading watch() {
        var clock = invocation.clock();
        Instant unknownUntil = clock.instant().plus(KNOWN_WITHIN);
        try (Deployment deployment = connector.connect(kafka.address(invocation));
                var watch = new JobWatch(deployment.jobs(job), job, view(), clock)) {
            while (true) {
                Optional<JobReading> reading = watch.step(NEWS_WITHIN);
                if (reading.isPresent() && reading.get().job().state().isFinal()) {
                    return reading.get();
                }
                if (reading.isEmpty() && clock.instant().isAfter(unknownUntil)) {
                    throw new FailedException("there is no job '" + job + "'");
                }
            }
        }
    }
}
