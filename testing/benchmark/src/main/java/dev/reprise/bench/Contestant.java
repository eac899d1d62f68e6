package dev.reprise.bench;

/**
 * One way to do the work.
 *
 * <p>Threading: one thread, which blocks.
 */
public interface Contestant extends AutoCloseable {

    /** Name in the report. */
    String name();

    /** Does what is not to be measured, such as filling a topic. */
    default void prepare(Workload workload) {}

    /**
     * Does the work.
     *
     * @return how long it took
     * @throws dev.reprise.cli.invocation.FailedException if it was not all done
     */
    Timing run(Workload workload);

    /**
     * Looks whether the work was really done, where {@link #run} does not.
     *
     * @throws dev.reprise.cli.invocation.FailedException if it was not
     */
    default void verify(Workload workload) {}

    @Override
    default void close() {}
}
