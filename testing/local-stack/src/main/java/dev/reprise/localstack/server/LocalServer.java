package dev.reprise.localstack.server;

import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.process.LoopbackPorts;
import dev.reprise.localstack.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One server of the stack and what can be done to it: started, stopped, restarted on the same port and folder,
 * suspended, killed.
 *
 * <p>Threading: what changes the server is called by one thread at a time. The state is volatile, so that another
 * thread can ask for it, and close the server when that one is done.
 */
public final class LocalServer implements AutoCloseable {
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(100);

    private final ServerRecipe recipe;
    private volatile ServerState state = new ServerState.Down();

    public LocalServer(ServerRecipe recipe) {
        this.recipe = recipe;
    }

    public String name() {
        return recipe.name();
    }

    /** Where clients find it, {@code 127.0.0.1:port}; the same for its whole life. */
    public String address() {
        return recipe.address().getAddress().getHostAddress() + ":" + recipe.port();
    }

    /**
     * The process started last; of Elasticsearch that is the launcher, and signals through this class reach both.
     *
     * @throws IllegalStateException when the server was stopped or killed
     */
    public long pid() {
        return state.process()
                .orElseThrow(() -> new IllegalStateException(this + " is down"))
                .pid();
    }

    /** Whether its process runs, suspended or not. */
    public boolean isAlive() {
        return state.process().map(ChildProcess::isAlive).orElse(false);
    }

    /** Whether it answers a question within 2 s. */
    public boolean answers() {
        return recipe.answers(ANSWER_WITHIN);
    }

    /** The log of all its runs, when it runs. */
    public Optional<Path> logFile() {
        return state.process().map(ChildProcess::logFile);
    }

    /**
     * Starts the process and returns before it answers; see {@link #isReady}.
     *
     * @throws ServerStartException when its port is taken or the process cannot be started
     * @throws IllegalStateException when it is up already
     */
    public void launch() {
        if (!(state instanceof ServerState.Down down)) {
            throw new IllegalStateException(this + " is up already");
        }
        // Whoever is there would answer in its place.
        LoopbackPorts.obstacle(recipe.address()).ifPresent(obstacle -> {
            throw new ServerStartException(name() + " cannot start: its port " + address()
                    + " cannot be taken, which another process may have or this user may not (" + obstacle
                    + "); give it another port");
        });
        state = down.launch(recipe);
    }

    /**
     * Asks once whether it answers by now.
     *
     * @throws ServerStartException when it has ended, or had time enough; it has the end of the server's log
     */
    public boolean isReady() {
        ServerState.Up up = up();
        if (up.child().exitCode().isPresent()) {
            throw ServerStartException.of(
                    up.child(), "ended with exit code " + up.child().exitCode().getAsInt() + " before it answered");
        }
        if (recipe.answers(ANSWER_WITHIN)) {
            return true;
        }
        if (up.ready().hasPassed()) {
            throw ServerStartException.of(
                    up.child(),
                    "did not answer at " + address() + " within "
                            + up.ready().within().toSeconds() + " s");
        }
        return false;
    }

    /**
     * Waits until it is time to ask again, or the process has ended.
     *
     * @throws ServerStartException when interrupted
     */
    public void awaitNextPoll() {
        try {
            up().child().awaitExit(POLL);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("interrupted while " + name() + " started", interrupted);
        }
    }

    /** Starts it and waits until it answers; the exceptions are those of {@link #launch} and {@link #isReady}. */
    public void start() {
        launch();
        while (!isReady()) {
            awaitNextPoll();
        }
    }

    /** Asks it to end and does not wait: for stopping several side by side, before {@link #stop}. */
    public void askToStop() {
        state.process().ifPresent(process -> process.signal(Signal.TERM));
    }

    /** Asks it to end, and kills it when it has not ended within 20 s or is suspended. Without effect when down. */
    public void stop() {
        state = state.stop(STOP_WITHIN);
    }

    /** {@link #stop} and {@link #start}: the same port and folder, hence the same data. */
    public void restart() {
        stop();
        start();
    }

    /** Ends it without letting it write out anything, and waits until it is gone. Without effect when down. */
    public void kill() {
        state = state.kill();
    }

    /**
     * Deletes what it has stored, as a broken disk does. A node of a ring takes its place again when it is started next, and gets
     * the data from the others; any other server begins anew.
     *
     * @throws IllegalStateException when it is up
     */
    public void loseData() {
        if (!(state instanceof ServerState.Down)) {
            throw new IllegalStateException(this + " is up");
        }
        try (Stream<Path> paths = Files.walk(recipe.dataFolder())) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot delete the data of " + this, failed);
        }
    }

    /**
     * SIGSTOP: it keeps its port and its connections, and answers nothing until {@link #resume}.
     *
     * @throws IllegalStateException when it is down or suspended
     */
    public void suspend() {
        state = up().suspend();
    }

    /**
     * SIGCONT.
     *
     * @throws IllegalStateException when it is not suspended
     */
    public void resume() {
        if (!(state instanceof ServerState.Suspended suspended)) {
            throw new IllegalStateException(this + " is not suspended");
        }
        state = suspended.resume();
    }

    /** As {@link #stop}. */
    @Override
    public void close() {
        stop();
    }

    @Override
    public String toString() {
        return name() + " at " + address();
    }

    private ServerState.Up up() {
        if (state instanceof ServerState.Up up) {
            return up;
        }
        throw new IllegalStateException(this + " is down or suspended");
    }
}
