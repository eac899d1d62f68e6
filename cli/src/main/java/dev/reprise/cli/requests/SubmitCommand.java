package dev.reprise.cli.requests;

import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.invocation.WrongUsageException;
import dev.reprise.cli.topics.Connector;
import dev.reprise.cli.topics.Deployment;
import dev.reprise.cli.topics.KafkaOptions;
import dev.reprise.common.request.RefusedRequestException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

    private static final String STANDARD_INPUT = "-";

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Mixin
    private final RequestOptions options = new RequestOptions();

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            description = "Post the request in this file instead; - for standard input.")
    private @Nullable Path file;

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
        Path given = file;
        if (given == null) {
            return post(typed());
        }
        if (!options.isEmpty()) {
            throw new WrongUsageException("a request is either in a file or typed, not both");
        }
        try {
            return post(RequestDocument.ofFile(read(given), names));
        } catch (RefusedRequestException refused) {
            return Answer.refused(invocation.console(), refused.reasons());
        }
    }

    private RequestDocument typed() {
        try {
            return RequestDocument.of(options, names, invocation.variable(Invocation.USER));
        } catch (RefusedRequestException wrong) {
            throw new WrongUsageException(String.join("; ", wrong.reasons()));
        }
    }

    private int post(RequestDocument document) {
        try (Deployment deployment = connector.connect(kafka.address(invocation))) {
            return new Submission(deployment, invocation).post(document.request(), document.bytes());
        }
    }

    private static byte[] read(Path file) {
        try {
            return file.toString().equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new WrongUsageException("cannot read " + file + ": " + unreadable.getMessage());
        }
    }
}
