package dev.reprise.cli.requests;

import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.topics.Connector;
import dev.reprise.cli.topics.KafkaOptions;
import dev.reprise.common.request.RefusedRequestException;
import dev.reprise.topics.Deployment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code reprise submit}: posts a request for a job. */
@Command(
        name = "submit",
        description = "Post a request for a job, print the job's id, and tell whether it is accepted.",
        footer = {
            "",
            "Example: reprise submit --asset-type movie --to-version 2 --rate 500 --reason 'titles become localized'",
            "Exit codes: 0 accepted, 1 refused or not answered, 2 wrong usage.",
        })
public final class SubmitCommand implements Callable<Integer> {

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final RequestInput input = new RequestInput();

    @Option(names = "--json", description = "Print the answer as one JSON document.")
    private boolean json;

    private final Invocation invocation;
    private final Connector connector;
    private final JobNames names;

    /** Creates the command. */
    public SubmitCommand(Invocation invocation, Connector connector, JobNames names) {
        this.invocation = invocation;
        this.connector = connector;
        this.names = names;
    }

    @Override
    public Integer call() {
        try {
            return post(input.document(invocation, names, as -> {}));
        } catch (RefusedRequestException refused) {
            return new Answer(invocation.console(), json).refused(refused.reasons());
        }
    }

    private int post(RequestDocument document) {
        try (Deployment deployment = connector.connect(kafka.address(invocation))) {
            return new Submission(deployment, invocation, json).post(document.request(), document.bytes());
        }
    }
}
