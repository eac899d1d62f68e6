package dev.reprise.idproducer.production;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a signal has told last. Threading: immutable. */
@FunctionalInterface
public interface Reading {

    /**
     * Judges by it.
     *
     * @param p99Max what production's 99th percentile must stay below for the job; {@code null} for no such target
     * @param since what was measured before says nothing of the rate that the job has now
     */
    Verdict judge(@Nullable Duration p99Max, Instant since);

    /** Makes a reading that means the same for every job. */
    static Reading of(Verdict verdict) {
        return (p99Max, since) -> verdict;
    }
}
