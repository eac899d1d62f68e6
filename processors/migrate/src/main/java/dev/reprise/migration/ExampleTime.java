package dev.reprise.migration;

import java.time.Duration;

/**
 * Bounds the time that the examples of one migration may take, on a thread of its own: a mapping that does not return must not
 * keep a service from starting, or the command line from ending, without a word.
 *
 * <p>Threading: blocks the loading thread. A thread that does not look at its interruption runs on as a daemon.
 */
final class ExampleTime {

    static final Duration TIME_MAX = Duration.ofSeconds(20);

    private ExampleTime() {}

    /** Runs something, and returns whether it ended in time. */
    static boolean suffices(Runnable examples, Duration timeMax) {
        var thread = new Thread(examples, "examples");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(timeMax.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        boolean ended = !thread.isAlive();
        thread.interrupt();
        return ended;
    }

    /** Returns what is wrong with examples that do not end. */
    static String mistake() {
        return "the examples do not end within " + TIME_MAX.toSeconds() + " s: a migration has to return";
    }
}
