package dev.reprise.service.failure;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when the JVM can no longer be relied on. After an {@link OutOfMemoryError} any thread may be gone while
 * the others go on; the platform starts a new process, which goes on from what is committed. A {@link StackOverflowError} is
 * the fault of one call and ends nothing.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class FatalErrors {

    private static final Logger LOG = LoggerFactory.getLogger(FatalErrors.class);

    private static final int FAILED = 1;

    private FatalErrors() {}

    /** Ends the process when any thread ends with such an error, unless the thread has a handler of its own. */
    public static void watchAllThreads() {
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> {
            endProcessIfFatal(failure);
            LOG.error("event=thread-died thread={}", thread.getName(), failure);
        });
    }

    /** Ends the process at once, with code 1, if a failure or one of its causes is such an error; else returns. */
    public static void endProcessIfFatal(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError)) {
                endProcess(cause);
            }
        }
    }

    /** Without the hooks of an orderly end, which may need the memory that is not there. */
    private static void endProcess(Throwable cause) {
        try {
            LOG.error("event=process-ends code={} reason=\"{}\"", FAILED, cause.toString());
        } finally {
            Runtime.getRuntime().halt(FAILED);
        }
    }
}
