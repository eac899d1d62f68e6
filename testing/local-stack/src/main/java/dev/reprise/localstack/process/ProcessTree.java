package dev.reprise.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Processes that are signalled and awaited together: one and, at the moment of asking, those that it started. The
 * handles remember when their process began, so that a pid used again by a stranger is left alone.
 */
public record ProcessTree(List<ProcessHandle> processes) {
    private static final Duration SIGNAL_WITHIN = Duration.ofSeconds(5);

    public ProcessTree {
        processes = List.copyOf(processes);
    }

    /** The process and all below it; nothing when it has ended. */
    public static ProcessTree of(ProcessHandle root) {
        if (!root.isAlive()) {
            return new ProcessTree(List.of());
        }
        return new ProcessTree(
                Stream.concat(Stream.of(root), root.descendants()).toList());
    }

    /** Without effect on those that have ended. */
    public void send(Signal signal) {
        switch (signal) {
            case TERM -> processes.forEach(ProcessHandle::destroy);
            case KILL -> processes.forEach(ProcessHandle::destroyForcibly);
            case STOP, CONT -> sendByShell(signal);
        }
    }

    /**
     * Waits until all have ended, at most so long; when interrupted it returns at once, still interrupted.
     *
     * @return whether all have ended
     */
    public boolean awaitEnd(Duration atMost) {
        CountDownLatch ended = new CountDownLatch(processes.size());
        for (ProcessHandle process : processes) {
            CompletableFuture<Void> unused = process.onExit().thenRun(ended::countDown);
        }
        try {
            return ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void sendByShell(Signal signal) {
        List<ProcessHandle> alive =
                processes.stream().filter(ProcessHandle::isAlive).toList();
        if (alive.isEmpty()) {
            return;
        }
        // The JDK sends only TERM and KILL; kill is built into every POSIX shell.
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", "-c", "kill -s " + signal.name() + " \"$@\"", "signal"));
        alive.forEach(process -> command.add(Long.toString(process.pid())));
        try {
            Process kill = new ProcessBuilder(command).inheritIO().start();
            boolean answered = kill.waitFor(SIGNAL_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            // One that has ended meanwhile is no failure, and the others have got theirs all the same.
            boolean allThere = alive.stream().allMatch(ProcessHandle::isAlive);
            if (!answered || (kill.exitValue() != 0 && allThere)) {
                throw new IllegalStateException("cannot send " + signal + " to " + alive);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot send " + signal + " to " + alive, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending " + signal + " to " + alive, interrupted);
        }
    }
}
