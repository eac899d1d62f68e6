package dev.reprise.bench;

import java.util.Map;

/**
 * What a processor does to all rows of a type, for contestants that do it in their own ways: how to begin with fresh state, how a
 * plain loop does it, how a job is asked for it, and how the result is verified.
 *
 * <p>Threading: one thread, which blocks.
 */
public interface ProcessorTask extends AutoCloseable {

    /** Returns the rows. */
    Items items();

    /**
     * Makes fresh state for a run, and takes away that of the last one.
     *
     * @param contestant who runs
     * @return what the run writes to, such as the name of an index
     */
    String prepare(String contestant);

    /** Does all of it as fast as client and driver can. */
    void loop(String target);

    /** Returns the parameters of the processor in the request of a job, its name among them. */
    Map<String, Object> request(String target);

    /** Returns whether a job has to confirm what a preview has found. */
    default boolean wantsPreview() {
        return false;
    }

    /** Returns whether somebody else ends what the workers have begun, see {@link #awaitResult}. */
    default boolean isHandedOn() {
        return false;
    }

    /** Waits until the result is there; called when the workers have committed every row. */
    default void awaitResult(String target) {}

    /**
     * Reads the whole result, past the services.
     *
     * @throws dev.reprise.cli.invocation.FailedException if it is not what it has to be
     */
    void verify(String target);

    @Override
    default void close() {}
}
