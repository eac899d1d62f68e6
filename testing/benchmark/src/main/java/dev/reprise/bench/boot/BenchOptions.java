package dev.reprise.bench.boot;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the benchmark is to do.
 *
 * <p>Threading: immutable.
 *
 * @param processor whose benchmark it is; absent for that of the main job
 * @param events rows of one run
 * @param rounds measured rounds of each setting; what warms up goes before them
 * @param extent how much is run
 * @param json where the report goes
 * @param svg where its picture goes
 */
record BenchOptions(@Nullable String processor, int events, int rounds, Extent extent, Path json, Path svg) {

    /** What is run. */
    enum Extent {
        /** What tells in minutes where the project stands. */
        QUICK,
        /** Every combination of layout, workers and latency, and the live writer's latency. */
        FULL,
        /** The first job after a start alone, beside a later one. */
        COLD,
        /** A job beside one of Spark. */
        SPARK,
        /** The live writer's latency alone, beside jobs without and with a target for it. */
        PRODUCTION
    }

    boolean full() {
        return extent == Extent.FULL;
    }

    /** Below it a run is over before its first commit. */
    static final int EVENTS_MIN = 1_000;

    /** Its rows are 5 GB of payload. */
    static final int EVENTS_MAX = 5_000_000;

    static final int ROUNDS_MAX = 50;
}
