package dev.reprise.iceberg.session;

import dev.reprise.iceberg.progress.RefusedException;
import dev.reprise.iceberg.table.LostRaceException;
import dev.reprise.iceberg.table.StoppedException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One session after the other, until it is stopped. A session that has failed or lost a race keeps nothing: the next one asks
 * the tables again.
 *
 * <p>Threading: runs in a thread of its own; all else by any.
 */
public final class ExportLoop implements Runnable {

    /** Between two attempts: what is away needs time, and so does a person. */
    private static final int PAUSE_SECONDS = 5;

    private final Sessions sessions;
    private final ExportEvents events;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile @Nullable String trouble = "the tables are not read yet";

    /** Opens sessions. */
    public interface Sessions extends AutoCloseable {

        /**
         * Opens one.
         *
         * @param isStopping whether a commit is to be given up
         */
        Opened open(BooleanSupplier isStopping, ExportEvents events);

        /** Closes what sessions share, such as connections; another session opens it again. */
        @Override
        void close();
    }

    /**
     * A session with what belongs to it.
     *
     * @param close to be called after it
     */
    public record Opened(ExportSession session, Runnable close) {}

    /** Creates the loop. */
    public ExportLoop(Sessions sessions, ExportEvents events) {
        this.sessions = sessions;
        this.events = events;
    }

    /** Returns why nothing is read; empty while it is. */
    public Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Ends the loop soon; what is not committed is given up. */
    public void stop() {
        stopping.countDown();
    }

    @Override
    public void run() {
        try (sessions) {
            while (!isStopping()) {
                session();
            }
        }
    }

    private void session() {
        try {
            Opened opened = sessions.open(this::isStopping, events);
            try {
                trouble = null;
                while (!isStopping() && opened.session().step()) {
                    // One step after the other.
                }
            } finally {
                opened.close().run();
            }
        } catch (LostRaceException e) {
            events.outrun(String.valueOf(e.getMessage()));
        } catch (StoppedException e) {
            events.givenUp();
        } catch (RefusedException e) {
            events.refused(String.valueOf(e.getMessage()));
            pause(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            if (!isStopping()) {
                closeShared(e);
                events.failed(e);
                pause("nothing can be read or committed: " + root(e));
            }
        }
    }

    /** What the failure has left broken, such as a connection to the catalogue, must not fail the next session too. */
    private void closeShared(RuntimeException failure) {
        try {
            sessions.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private void pause(String reason) {
        trouble = reason;
        try {
            boolean unused = stopping.await(PAUSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        }
    }

    private static Throwable root(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
