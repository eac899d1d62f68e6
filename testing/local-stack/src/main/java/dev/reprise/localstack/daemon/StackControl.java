package dev.reprise.localstack.daemon;

import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.localstack.process.JavaProcess;
import dev.reprise.localstack.process.ProcessTree;
import dev.reprise.localstack.process.Signal;
import dev.reprise.localstack.server.ServerStartException;
import dev.reprise.localstack.stack.LocalStackOptions;
import dev.reprise.localstack.stack.StackAddresses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts, asks and ends the stack in the background, of which there is one for each stack file. What it knows it reads
 * from that file, so any process may call it.
 *
 * <p>Threading: stateless.
 */
public final class StackControl {
    /** Longer than the longest of the servers' own bounds, which give the better message. */
    private static final Duration UP_WITHIN = Duration.ofMinutes(5);

    /** Each of seven servers has 20 s before it is killed. */
    private static final Duration DOWN_WITHIN = Duration.ofSeconds(150);

    private static final Duration KILLED_WITHIN = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    /** The end of a server's log, and a few lines around it. */
    private static final int LOG_LINES_MAX = 40;

    /** How deep below the work folder the servers' settings, logs and folders of data are. */
    private static final int SETTINGS_DEPTH = 3;

    private final Path stackFile;

    /** Of the one stack that tells its addresses in this file, {@code target/stack.json}. */
    public StackControl(Path stackFile) {
        this.stackFile = stackFile.toAbsolutePath();
    }

    /**
     * Starts a stack that outlives this process and its terminal, and waits until all its servers answer. Its log is
     * {@code daemon.log} in the work folder.
     *
     * @return where the servers are
     * @throws StackIsUpException when one is up already, with its addresses
     * @throws ServerStartException when it does not come up; the message has the reason from its log
     */
    public StackAddresses up(LocalStackOptions options) {
        running().ifPresent(stack -> {
            throw new StackIsUpException(stack.addresses());
        });
        requireWritable(stackFile.resolveSibling(""), 0);
        requireWritable(options.workFolder(), SETTINGS_DEPTH);
        Path logFile = options.workFolder().resolve(StackDaemon.LOG_FILE);
        ChildProcess daemon = JavaProcess.ofMain(
                        "stack daemon", System.getProperty("java.class.path"), StackDaemon.class.getName())
                .jvmOptions(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"))
                .arguments(StackDaemon.arguments(stackFile, options))
                .logFile(logFile)
                .tethered(false)
                .start();
        return awaitUp(daemon);
    }

    /**
     * Ends the stack and waits until it is gone; a daemon that does not end within 150 s is killed, and its servers with
     * it.
     *
     * @return whether one was up
     */
    public boolean down() {
        Optional<StackFile> stack = running();
        stack.flatMap(StackFile::daemon).ifPresent(StackControl::end);
        return stack.isPresent();
    }

    /** Asks every server one question. */
    public StackStatus status() {
        return running()
                .map(stack -> new StackStatus(Optional.of(stack.addresses()), stack.ask(ANSWER_WITHIN)))
                .orElseGet(StackStatus::down);
    }

    /** What the file says, if it is ours and its daemon still runs; the file of a killed daemon says nothing. */
    private Optional<StackFile> running() {
        return StackFile.running(stackFile);
    }

    /** Found here rather than by three servers, each of which would say it in another way. */
    private static void requireWritable(Path folder, int depth) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.walk(folder, depth)) {
                files.filter(file -> !Files.isWritable(file)).findFirst().ifPresent(denied -> {
                    throw new ServerStartException(notWritable(denied, folder));
                });
            }
        } catch (IOException | UncheckedIOException failed) {
            throw new ServerStartException(notWritable(folder, folder), failed);
        }
    }

    private static String notWritable(Path denied, Path folder) {
        return "the stack cannot start: user " + System.getProperty("user.name") + " may not write " + denied
                + "; give the user the right to, or remove " + folder + " if another user has left it";
    }

    private StackAddresses awaitUp(ChildProcess daemon) {
        Deadline deadline = Deadline.in(UP_WITHIN);
        try {
            while (!daemon.awaitExit(POLL) && !deadline.hasPassed()) {
                Optional<StackFile> stack = running().filter(file -> file.pid() == daemon.pid());
                if (stack.isPresent()) {
                    return stack.get().addresses();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            daemon.kill();
            throw new ServerStartException("interrupted while the stack started", interrupted);
        }
        daemon.kill();
        throw new ServerStartException(
                "the stack did not come up: " + String.join("\n", daemon.lastLogLines(LOG_LINES_MAX)));
    }

    private static void end(ProcessHandle daemon) {
        ProcessTree tree = ProcessTree.of(daemon);
        // To the daemon alone, which ends its servers in good order.
        daemon.destroy();
        if (!tree.awaitEnd(DOWN_WITHIN)) {
            tree.send(Signal.KILL);
            tree.awaitEnd(KILLED_WITHIN);
        }
    }
}
