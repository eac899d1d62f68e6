package dev.reprise.idproducer.scale;

/**
 * The workers there are, as they were measured last.
 *
 * <p>Threading: immutable.
 *
 * @param workers processes in the group of the workers
 * @param useful how many could have something to do: more find no partition left
 * @param eventsPerSecond what they process together
 * @param isBehind whether the queue before them is as long as it may be, so that emission waits for them
 */
public record Workforce(int workers, int useful, double eventsPerSecond, boolean isBehind) {}
