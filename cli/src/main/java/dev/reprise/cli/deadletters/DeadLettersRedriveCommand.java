package dev.reprise.cli.deadletters;

import dev.reprise.cli.invocation.FailedException;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.requests.JobNames;
import dev.reprise.cli.requests.Submission;
import dev.reprise.cli.topics.Connector;
import dev.reprise.cli.topics.KafkaOptions;
import dev.reprise.common.job.Job;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.topics.Deployment;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code reprise dead-letters redrive}: a new job over what failed in another. */
@Command(
        name = "redrive",
        description = "Try again what failed in a job, by a new job with the same processor; prints the new job's id.",
        footer = {"", "Exit codes: 0 accepted, or nothing left to do; 1 refused or not answered; 2 wrong usage."})
public final class DeadLettersRedriveCommand implements Callable<Integer> {

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Parameters(paramLabel = "JOB", description = "Id of the job that left the dead letters.")
    private String job = "";

    @Option(
            names = "--cause",
            paramLabel = "FINGERPRINT",
            description = "Only those of this cause, as dead-letters list shows it.")
    private @Nullable String cause;

    @Option(names = "--job", paramLabel = "ID", description = "Id of the new job; by default one is made.")
    private @Nullable String newJob;

    @Option(names = "--rate", paramLabel = "N", description = "At most so many events per second.")
    private @Nullable Integer rate;

    @Option(names = "--requested-by", paramLabel = "NAME", description = "Who asks; by default the user's name.")
    private @Nullable String requestedBy;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; shown with the job.")
    private @Nullable String reason;

    @Option(names = "--json", description = "Print the answer as one JSON document.")
    private boolean json;

    private final Invocation invocation;
    private final Connector connector;
    private final JobNames names;

    /** Creates the command. */
    public DeadLettersRedriveCommand(Invocation invocation, Connector connector, JobNames names) {
        this.invocation = invocation;
        this.connector = connector;
        this.names = names;
    }

    @Override
    public Integer call() {
        try (Deployment deployment = connector.connect(kafka.address(invocation))) {
            var submission = new Submission(deployment, invocation, json);
            FailedAssets failed = FailedAssets.read(deployment, job);
            List<CauseGroup> causes = failed.causes(job).stream()
                    .filter(group -> cause == null || group.cause().equals(cause))
                    .toList();
            if (causes.isEmpty() && cause != null) {
                throw new FailedException("nothing failed in '" + job + "' for the cause " + cause);
            }
            if (causes.stream().allMatch(group -> group.open() == 0)) {
                return submission.nothing("nothing to redrive: nothing is open");
            }
            return submission.post(request(failed.job(job)));
        }
    }

    private Request.Submit request(Job failed) {
        return new Request.Submit(
                newJob == null ? names.next(job + "-redrive") : newJob,
                new Selector.DeadLettersOf(job, cause, null),
                failed.request().processor(),
                Mode.RUN,
                new Limits(rate, null, null),
                true,
                Optional.ofNullable(requestedBy).orElse(invocation.variable(Invocation.USER)),
                reason == null ? "redrive of " + job : reason);
    }
}
