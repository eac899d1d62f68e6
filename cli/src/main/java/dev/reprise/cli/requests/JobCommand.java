package dev.reprise.cli.requests;

import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.invocation.WrongUsageException;
import dev.reprise.cli.topics.Connector;
import dev.reprise.cli.topics.KafkaOptions;
import dev.reprise.common.job.Job;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestParser;
import dev.reprise.common.wire.Json;
import dev.reprise.topics.Deployment;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * A command to one job: posted, and answered by the job's state or by a rejection.
 *
 * <p>Threading: one thread, which blocks.
 */
abstract class JobCommand implements Callable<Integer> {

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Parameters(paramLabel = "JOB", description = "Id of the job.")
    private String job = "";

    @Option(names = "--requested-by", paramLabel = "NAME", description = "Who asks; by default the user's name.")
    private @Nullable String requestedBy;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; shown with the job.")
    private @Nullable String reason;

    @Option(names = "--json", description = "Print the answer as one JSON document.")
    private boolean json;

    private final Invocation invocation;
    private final Connector connector;

    JobCommand(Invocation invocation, Connector connector) {
        this.invocation = invocation;
        this.connector = connector;
    }

    /** Who asks for what, and why. */
    record Ask(String job, @Nullable String requestedBy, @Nullable String reason) {}

    /** Returns what is posted. */
    abstract Request request(Ask ask);

    /** Returns whether a state of the job shows that the command has taken effect. */
    abstract boolean hasEffect(Job state);

    @Override
    public final Integer call() {
        if (!RequestParser.JOB_ID.matcher(job).matches()) {
            throw new WrongUsageException("'" + job + "' is no job id; one matches " + RequestParser.JOB_ID);
        }
        String who = Optional.ofNullable(requestedBy).orElse(invocation.variable(Invocation.USER));
        byte[] value = Json.bytes(request(new Ask(job, who, reason)));
        try (Deployment deployment = connector.connect(kafka.address(invocation))) {
            Verdict verdict = new RequestClient(deployment, invocation.clock()).post(job, value, this::hasEffect);
            return new Answer(invocation.console(), json).tell(job, verdict);
        }
    }
}
