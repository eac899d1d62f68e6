package dev.reprise.localstack.server;

import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.localstack.process.Signal;
import java.time.Duration;
import java.util.Optional;

/** Where one server is in its life. Every state can end; a state's own methods lead to those that only it can reach. */
sealed interface ServerState {

    /** The process that holds the port, or held it, when it ended by itself. */
    Optional<ChildProcess> process();

    /** TERM, then KILL after the bound. */
    Down stop(Duration within);

    /** KILL, and waits until it is gone. */
    Down kill();

    /** Never started, or ended by us. */
    record Down() implements ServerState {
        Up launch(ServerRecipe recipe) {
            return new Up(recipe.launch(), Deadline.in(recipe.readyWithin()));
        }

        @Override
        public Optional<ChildProcess> process() {
            return Optional.empty();
        }

        @Override
        public Down stop(Duration within) {
            return this;
        }

        @Override
        public Down kill() {
            return this;
        }
    }

    /** Started; it may not answer yet, and it may have ended by itself. */
    record Up(ChildProcess child, Deadline ready) implements ServerState {
        Suspended suspend() {
            child.signal(Signal.STOP);
            return new Suspended(child, ready);
        }

        @Override
        public Optional<ChildProcess> process() {
            return Optional.of(child);
        }

        @Override
        public Down stop(Duration within) {
            child.stop(within);
            return new Down();
        }

        @Override
        public Down kill() {
            child.kill();
            return new Down();
        }
    }

    /** Alive and silent. */
    record Suspended(ChildProcess child, Deadline ready) implements ServerState {
        Up resume() {
            child.signal(Signal.CONT);
            return new Up(child, ready);
        }

        @Override
        public Optional<ChildProcess> process() {
            return Optional.of(child);
        }

        @Override
        public Down stop(Duration within) {
            return kill();
        }

        @Override
        public Down kill() {
            child.kill();
            return new Down();
        }
    }
}
