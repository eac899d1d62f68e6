package dev.reprise.endtoend.faults.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What the instrumented code calls at every fail point. One point at a time is armed, by a file that the test writes: its
 * name, how many times it is to be passed first, and the signal that the process then sends itself; or that it is not armed
 * any more.
 *
 * <p>On the JDK alone, and public: the code of the services calls it through their own class loader.
 *
 * <p>Threading: any number of threads; exactly one of them fires an arming.
 */
public final class FailPoints {

    /** What stands in the file instead of a point when an arming is taken back. */
    public static final String DISARM = "DISARM";

    private static final long POLL_MILLIS = 50;

    private static final AtomicReference<@Nullable Armed> ARMED = new AtomicReference<>();

    private FailPoints() {}

    /** An arming: fires when it has been passed so many times. */
    private record Armed(String point, int passes, String signal, Path file) {}

    /** Begins to look for armings in a file. */
    static void watch(Path file) {
        var poller = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "fail-points");
            thread.setDaemon(true);
            return thread;
        });
        var unused = poller.scheduleWithFixedDelay(() -> look(file), 0, POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Called by the instrumented code. */
    public static void passed(String point) {
        Armed armed = ARMED.get();
        if (armed == null || !armed.point().equals(point)) {
            return;
        }
        Armed next = armed.passes() > 0 ? new Armed(point, armed.passes() - 1, armed.signal(), armed.file()) : null;
        // Who loses the race against another thread counts with it.
        if (ARMED.compareAndSet(armed, next) && next == null) {
            fire(armed);
        }
    }

    private static void look(Path file) {
        try {
            if (Files.exists(file)) {
                String[] words = Files.readString(file).strip().split(" ", 3);
                Files.delete(file);
                ARMED.set(
                        words[0].equals(DISARM)
                                ? null
                                : new Armed(words[0], Integer.parseInt(words[1]), words[2], file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static void fire(Armed armed) {
        String pid = Long.toString(ProcessHandle.current().pid());
        try {
            // From outside, as an operating system does it: no JVM can send itself a SIGKILL.
            Process kill = new ProcessBuilder("kill", "-s", armed.signal(), pid).start();
            // Told when it is under way: whoever suspends this process on hearing of it would hold it up, and it would
            // suspend the process again after that.
            Files.writeString(fired(armed.file()), armed.point());
            kill.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send " + armed.signal(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        while (armed.signal().equals("KILL")) {
            // Not a step beyond the point.
            LockSupport.park();
        }
    }

    /** Returns the file that tells that an arming has fired. */
    static Path fired(Path file) {
        return file.resolveSibling(file.getFileName() + ".fired");
    }
}
