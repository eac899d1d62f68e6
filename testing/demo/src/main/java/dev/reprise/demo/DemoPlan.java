package dev.reprise.demo;

import dev.reprise.workload.sample.SampleType;
import java.time.Duration;

/**
 * How large the demo is, and how fast it goes.
 *
 * <p>Threading: immutable.
 *
 * @param assets assets of the sample, of all types
 * @param keep whether everything stays up afterwards
 * @param secured whether Kafka and Cassandra want TLS and a user
 */
record DemoPlan(long assets, boolean keep, boolean secured) {

    /** Fewer, and the live writer would soon have deleted them all. */
    static final long ASSETS_MIN = 100;

    /** The audit keeps about 50 bytes of each in memory. */
    static final long ASSETS_MAX = 5_000_000;

    /** The type that the job is about. */
    static final String ASSET_TYPE = SampleType.MOVIE.word();

    static final int WORKERS = 2;

    /** A small sample would be done before anybody has seen it, or any live write has met it. */
    private static final long FIRST_ROUND_SECONDS_MIN = 15;

    private static final int LIVE_OPERATIONS_PER_SECOND_MAX = 200;

    /** A sample must not be rewritten by its live writer alone. */
    private static final int ASSETS_PER_LIVE_OPERATION = 100;

    /** Far below what two busy cores do. */
    private static final int EVENTS_PER_SECOND_MIN = 200;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Returns how many assets of the sample the job is about. */
    long selected() {
        return SampleType.MOVIE.countAmong(assets);
    }

    /** Returns the rate limit of the job. */
    int eventsPerSecond() {
        return (int) Math.max(1, selected() / FIRST_ROUND_SECONDS_MIN);
    }

    /** Returns the rate of the live writer. */
    int liveOperationsPerSecond() {
        return (int) Math.max(1, Math.min(LIVE_OPERATIONS_PER_SECOND_MAX, assets / ASSETS_PER_LIVE_OPERATION));
    }

    /** Returns after how long the job counts as stuck. */
    Duration jobWithin() {
        return PATIENCE.plusSeconds(selected() / EVENTS_PER_SECOND_MIN);
    }
}
