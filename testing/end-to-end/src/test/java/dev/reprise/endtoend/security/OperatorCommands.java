package dev.reprise.endtoend.security;

import dev.reprise.cli.Commands;
import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.invocation.Defaults;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.requests.JobNames;
import dev.reprise.topics.KafkaAddress;
import dev.reprise.topics.kafka.KafkaDeployment;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Commands of operators, run in this process by the user of operators.
 *
 * <p>Threading: one thread.
 */
final class OperatorCommands {

    /** For each right of operators the command that needs it, of a job that has ended. */
    private static final Map<String, List<String>> NEEDED_BY = Map.of(
            "reprocess-requests WRITE", List.of("pause", "JOB"),
            "reprocess-rejections READ", List.of("resume", "JOB"),
            "reprocess-jobs READ", List.of("watch", "JOB"),
            "reprocess-progress READ", List.of("watch", "JOB"),
            "reprocess-audit READ", List.of("jobs", "show", "JOB"),
            "reprocess-dead-letters READ", List.of("dead-letters", "list", "JOB"),
            "reprocess-unmigrated READ", List.of("jobs", "unmigrated", "JOB"),
            "reprocess-previews READ", List.of("preview", "--asset-type", "doc", "--to-version", "2"),
            "reprocess-events DESCRIBE", List.of("jobs"),
            "reprise-worker DESCRIBE", List.of("jobs"));

    private final KafkaAddress address;
    private final String job;

    OperatorCommands(KafkaAddress address, String job) {
        this.address = address;
        this.job = job;
    }

    /** What a command printed, and how it ended. */
    record Ended(int exitCode, String out, String err) {}

    /**
     * Runs the command that needs a right.
     *
     * @param right name without prefix, and operation
     */
    Ended run(String right) {
        List<String> command = NEEDED_BY.get(right);
        if (command == null) {
            throw new AssertionError(
                    "no command needs the right " + right + ": give it a line here, or take it out of the file");
        }
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var console = new Console(out, err, StandardCharsets.UTF_8, false);
        var invocation = new Invocation(console, name -> null, Defaults.NONE, Clock.systemUTC());
        int exitCode = Commands.of(
                        invocation,
                        ignored -> new KafkaDeployment(address, System::nanoTime),
                        new JobNames(Clock.systemUTC(), bound -> 0),
                        List.of())
                .execute(command.stream()
                        .map(word -> word.equals("JOB") ? job : word)
                        .toArray(String[]::new));
        return new Ended(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
