package dev.reprise.localstack.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs as our child, with its output in a log file, together with the processes that it started itself
 * (Elasticsearch is a launcher and a server).
 *
 * <p>A tethered child has a pipe from us as its standard input, which the operating system closes when we end; what it
 * makes of that is its own affair, see {@link JavaProcess}. A child that is not tethered outlives us.
 *
 * <p>Threading: all methods may be called from any thread; who suspends and resumes from several threads must order
 * those calls. The guard is owned by this class.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);
    private static final Duration KILL_WITHIN = Duration.ofSeconds(10);

    private final String name;
    private final Process process;
    private final Path logFile;
    private final boolean tethered;
    private final AtomicReference<@Nullable SuspensionGuard> suspensionGuard = new AtomicReference<>();

    ChildProcess(ChildProcessBuilder built, Process process) {
        this.name = built.name();
        this.logFile = built.logFile();
        this.tethered = built.tethered();
        this.process = process;
    }

    /** Ready to be started with {@link ChildProcessBuilder#start}; the name is for messages. */
    public static ChildProcessBuilder builder(String name, List<String> command) {
        return new ChildProcessBuilder(name, command);
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Empty while it runs. After a signal, 128 + the signal's number. */
    public OptionalInt exitCode() {
        return process.isAlive() ? OptionalInt.empty() : OptionalInt.of(process.exitValue());
    }

    /** Completes with this child once it has ended; cancelling it does not end the child. */
    public CompletableFuture<ChildProcess> onExit() {
        return process.onExit().thenApply(ended -> this);
    }

    public Path logFile() {
        return logFile;
    }

    /** The last lines of its log, oldest first; of a log that is appended to, also those of earlier runs. */
    public List<String> lastLogLines(int linesMax) {
        return LogTail.lines(logFile, linesMax);
    }

    /**
     * Waits for its end, at most so long.
     *
     * @return whether it has ended
     */
    public boolean awaitExit(Duration atMost) throws InterruptedException {
        return process.waitFor(atMost.toNanos(), TimeUnit.NANOSECONDS);
    }

    /**
     * Sends a signal; without effect on a process that has ended. TERM goes to the child alone, which knows best how
     * to end what it started, the others also to its own children. A tethered child that is suspended ends with us
     * like any other.
     *
     * @throws IllegalStateException when the signal cannot be sent
     */
    public void signal(Signal signal) {
        if (signal == Signal.TERM) {
            itself().send(signal);
            return;
        }
        ProcessTree tree = tree();
        if (signal == Signal.STOP && tethered) {
            // Armed first: we may be killed between the two.
            replaceGuard(SuspensionGuard.over(tree));
        }
        tree.send(signal);
        if (signal == Signal.CONT || signal == Signal.KILL) {
            replaceGuard(null);
        }
    }

    /**
     * Ends it: TERM, and KILL when it has not ended within the bound; a suspended one is killed at once. Its own
     * children are gone too when this returns. Without effect when it has ended already. When interrupted, it is
     * killed at once and the thread stays interrupted.
     */
    public void stop(Duration within) {
        ProcessTree tree = tree();
        if (suspensionGuard.get() == null && process.isAlive()) {
            itself().send(Signal.TERM);
            itself().awaitEnd(within);
        }
        // Also what it left behind.
        kill(tree);
    }

    /** Ends it and its own children at once, and waits until they are gone. */
    public void kill() {
        kill(tree());
    }

    /** As {@link #stop} with a bound of 10 s. */
    @Override
    public void close() {
        stop(STOP_WITHIN);
    }

    @Override
    public String toString() {
        return name + " (pid " + pid() + ")";
    }

    private void kill(ProcessTree tree) {
        tree.send(Signal.KILL);
        tree.awaitEnd(KILL_WITHIN);
        replaceGuard(null);
    }

    /** Not by {@link Process#destroy}, which closes the pipe too: a tethered JVM would halt in the midst of its end. */
    private ProcessTree itself() {
        return new ProcessTree(List.of(process.toHandle()));
    }

    private ProcessTree tree() {
        return ProcessTree.of(process.toHandle());
    }

    private void replaceGuard(@Nullable SuspensionGuard next) {
        SuspensionGuard last = suspensionGuard.getAndSet(next);
        if (last != null) {
            last.disarm();
        }
    }
}
