package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.Progress;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a coordinator: all that were ever accepted, and those that are still led. Every change goes through here,
 * so that it is stored and published.
 *
 * <p>Threading: confined to the coordinator's thread.
 */
final class JobRegister {

    private final ToIntFunction<String> taskOfPlace;
    private final Clock clock;
    private final CoordinatorOutput output;

    /** Every job that was ever accepted, for the judgement of later requests. */
    private final Map<String, JobRecord> known = new HashMap<>();

    private final Map<String, ActiveJob> led = new TreeMap<>();

    JobRegister(ToIntFunction<String> taskOfPlace, Clock clock, CoordinatorOutput output) {
        this.taskOfPlace = taskOfPlace;
        this.clock = clock;
        this.output = output;
    }

    /** Takes a stored job up again; it is led on unless its ledger is closed. */
    void restore(JobRecord job) {
        known.put(job.id(), job);
        if (job.finalCounts() == null) {
            // Published again: others may have deleted its record.
            activate(job).dirty = true;
        }
    }

    /** Takes stored totals up again. */
    void restore(Progress totals) {
        ActiveJob one = led.get(totals.job());
        if (one != null) {
            one.tally.replace(null, totals);
            one.dirty = true;
        }
    }

    /** Returns a job that was accepted before, or {@code null}. */
    @Nullable
    JobRecord known(String job) {
        return known.get(job);
    }

    /** Returns a job that is led, or {@code null}. */
    @Nullable
    ActiveJob led(String job) {
        return led.get(job);
    }

    /** Returns the jobs that are led now; the list does not change with them. */
    List<ActiveJob> led() {
        return List.copyOf(led.values());
    }

    /** Begins to lead a job. */
    ActiveJob activate(JobRecord job) {
        Tally tally = new Tally(taskOfPlace);
        if (job.phase() instanceof Phase.Open open) {
            tally.begin(open.scan().round());
        }
        ActiveJob one = new ActiveJob(job, tally, clock.instant());
        led.put(job.id(), one);
        return one;
    }

    /** Stores and publishes what a job has become. */
    void change(ActiveJob one, JobRecord job) {
        one.job = job;
        known.put(job.id(), job);
        output.save(job);
        publish(one, clock.instant());
    }

    /** Publishes a job with its present counts. */
    void publish(ActiveJob one, Instant now) {
        output.publish(one.job.published(one.tally, now));
        one.dirty = false;
        one.publishedAt = now;
    }

    /** Leads a job no longer: its ledger is closed. */
    void close(ActiveJob one) {
        led.remove(one.job.id());
        output.forgetTotals(one.job.id());
    }
}
