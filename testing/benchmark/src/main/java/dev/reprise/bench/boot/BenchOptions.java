package dev.reprise.bench.boot;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the benchmark is to do.
 *
 * <p>Threading: immutable.
 *
 * @param processor whose benchmark it is; absent for that of the main job
 * @param cold whether the first job after a start is measured, and nothing else
 * @param events rows of one run
 * @param rounds measured rounds of each setting; what warms up goes before them
 * @param full whether every combination of layout, workers and latency is run, and the live writer's latency
 * @param json where the report goes
 * @param svg where its picture goes
 */
record BenchOptions(
        @Nullable String processor, boolean cold, int events, int rounds, boolean full, Path json, Path svg) {

    /** Below it a run is over before its first commit. */
    static final int EVENTS_MIN = 1_000;

    /** Its rows are 5 GB of payload. */
    static final int EVENTS_MAX = 5_000_000;

    static final int ROUNDS_MAX = 50;
}
