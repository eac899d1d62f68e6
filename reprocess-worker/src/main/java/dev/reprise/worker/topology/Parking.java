package dev.reprise.worker.topology;

import dev.reprise.worker.jobs.Jobs;
import java.util.function.LongSupplier;

/**
 * What a task needs to park events.
 *
 * @param jobs what is known of the jobs
 * @param nanoTime a clock that only goes forward
 * @param eventsMax most events that a task keeps
 */
record Parking(Jobs jobs, LongSupplier nanoTime, int eventsMax) {}
