package dev.reprise.demo;

import dev.reprise.cli.invocation.Console;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;

/**
 * What is to be ended, the last begun first: at the end, after a failure, and at Ctrl-C.
 *
 * <p>Threading: safe for any number of threads. The main thread adds and closes; the shutdown hook closes whatever is
 * left, and what then goes wrong in the main thread is only the consequence.
 */
final class Cleanup implements AutoCloseable {

    private final Console console;
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private volatile boolean interrupted;
    private volatile OptionalInt exitCode = OptionalInt.empty();

    Cleanup(Console console) {
        this.console = console;
        Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt, "demo-cleanup"));
    }

    /** Notes what is to be ended. */
    synchronized <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        return resource;
    }

    /** Says that Ctrl-C is from now on the end that is waited for. */
    void endsWith(int code) {
        exitCode = OptionalInt.of(code);
    }

    /** Returns whether an end from outside has begun, so that what goes wrong now is its consequence. */
    boolean isInterrupted() {
        return interrupted;
    }

    /** Ends everything. What does not end is told of, and the rest is ended all the same. */
    @Override
    public synchronized void close() {
        if (!open.isEmpty()) {
            console.remark("stopping ...");
        }
        while (!open.isEmpty()) {
            close(open.pop());
        }
    }

    private void interrupt() {
        synchronized (this) {
            interrupted = !open.isEmpty();
            close();
        }
        // The JVM would end with 130, as if the wish to stop had been a failure.
        exitCode.ifPresent(Runtime.getRuntime()::halt);
    }

    private void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
        } catch (Exception failed) {
            console.remark("while stopping: " + failed.getMessage());
        }
    }
}
