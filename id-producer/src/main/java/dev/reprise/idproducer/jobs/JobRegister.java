package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Progress;
import dev.reprise.common.topic.EventQueue;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of a coordinator: those that are led, and of those whose ledger is closed the little that later requests are
 * judged by. Every change goes through here, so that it is stored and published.
 *
 * <p>Threading: confined to the coordinator's thread. Bound: some hundred bytes for each closed job.
 */
final class JobRegister {

    private final ToIntFunction<String> taskOfAffinityKey;
    private final Supplier<EventQueue> queue;
    private final Clock clock;
    private final CoordinatorOutput output;

    private final Map<String, ClosedJob> closed = new HashMap<>();
    private final Map<String, ActiveJob> led = new TreeMap<>();

    JobRegister(
            ToIntFunction<String> taskOfAffinityKey,
            Supplier<EventQueue> queue,
            Clock clock,
            CoordinatorOutput output) {
        this.taskOfAffinityKey = taskOfAffinityKey;
        this.queue = queue;
        this.clock = clock;
        this.output = output;
    }

    /** Takes a stored job up again; it is led on unless its ledger is closed. */
    void restore(StoredJob stored) {
        if (stored instanceof ClosedJob job) {
            closed.put(job.id(), job);
        } else if (stored instanceof JobRecord job) {
            if (job.finalCounts() == null) {
                // Published again: others may have deleted its record.
                activate(job).dirty = true;
            } else {
                // An older release has stored it whole.
                keepClosed(job.closed(job.finalCounts()));
            }
        }
    }

    /** Takes stored totals up again. */
    void restore(Progress totals) {
        ActiveJob one = led.get(totals.job());
        if (one != null) {
            one.ledger.replace(null, totals);
            one.dirty = true;
        }
    }

    /** Returns a job that was accepted before, or {@code null}. */
    @Nullable
    StoredJob known(String job) {
        ActiveJob one = led.get(job);
        return one == null ? closed.get(job) : one.job;
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
        JobLedger ledger = new JobLedger(taskOfAffinityKey);
        if (job.phase() instanceof Phase.Open open) {
            ledger.begin(open.scan().round());
        }
        ActiveJob one = new ActiveJob(job, ledger, queue.get(), clock.instant());
        led.put(job.id(), one);
        return one;
    }

    /** Stores and publishes what a job has become. */
    void change(ActiveJob one, JobRecord job) {
        one.job = job;
        output.save(job);
        publish(one, clock.instant());
    }

    /** Publishes a job with its present counts. */
    void publish(ActiveJob one, Instant now) {
        output.publish(one.job.published(one.ledger, now));
        one.dirty = false;
        one.publishedAt = now;
    }

    /** Leads a job no longer: its ledger is closed, and it is published for the last time. */
    void close(ActiveJob one) {
        Counts counts = one.ledger.counts();
        one.job = one.job.accountedFor(counts);
        output.publish(one.job.published(one.ledger, clock.instant()).withLedgerClosed());
        one.dirty = false;
        led.remove(one.job.id());
        keepClosed(one.job.closed(counts));
        output.forgetTotals(one.job.id());
    }

    private void keepClosed(ClosedJob job) {
        closed.put(job.id(), job);
        output.save(job);
    }
}
