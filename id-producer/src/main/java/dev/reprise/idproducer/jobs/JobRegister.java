package dev.reprise.idproducer.jobs;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Progress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    private final CoordinatorOutput output;

    private final Map<String, ClosedJob> closed = new HashMap<>();
    private final Map<String, ActiveJob> led = new TreeMap<>();

    JobRegister(ToIntFunction<String> taskOfAffinityKey, CoordinatorOutput output) {
        this.taskOfAffinityKey = taskOfAffinityKey;
        this.output = output;
    }

    /** Takes a stored job up again; it is led on unless its ledger is closed. */
    void restore(StoredJob stored, Moment at) {
        if (stored instanceof ClosedJob job) {
            closed.put(job.id(), job);
        } else if (stored instanceof JobRecord job) {
            if (job.finalCounts() == null) {
                // Published again: others may have deleted its record.
                activate(job, at).touch();
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
            one.touch();
        }
    }

    /** Returns a job that was accepted before, or {@code null}. */
    @Nullable
    StoredJob known(String job) {
        ActiveJob one = led.get(job);
        return one == null ? closed.get(job) : one.job();
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

    /** Begins to lead a job that was just accepted. */
    void accept(JobRecord job, Moment at) {
        JobRecord fenced = job.behind(nextFence());
        change(activate(fenced, at), fenced, at);
    }

    /**
     * Above the fences of all jobs there ever were: a worker that sleeps may hold a write of any of them. Odd like them: the
     * sum of two is never a third, so a write on top of another does not meet that of a third job. It follows from the number
     * of jobs, not from their fences: an earlier release that has led a job meanwhile has left its fence out.
     */
    private int nextFence() {
        return Pinned.FENCE_MIN + 2 * (closed.size() + led.size());
    }

    /** Leads a job. */
    private ActiveJob activate(JobRecord job, Moment at) {
        JobLedger ledger = new JobLedger(taskOfAffinityKey);
        if (job.phase() instanceof Phase.Open open) {
            ledger.begin(open.scan().round());
        }
        ActiveJob one = new ActiveJob(job, ledger, at);
        led.put(job.id(), one);
        return one;
    }

    /** Stores and publishes what a job has become. */
    void change(ActiveJob one, JobRecord job, Moment at) {
        one.becomes(job, at);
        output.save(job);
        publish(one, at);
    }

    /** Publishes a job with its present counts. */
    void publish(ActiveJob one, Moment at) {
        output.publish(one.job().published(one.ledger, at.now()));
        one.published(at);
    }

    /** Leads a job no longer: its ledger is closed, and it is published for the last time. */
    void close(ActiveJob one, Moment at) {
        Counts counts = one.ledger.counts();
        one.becomes(one.job().accountedFor(counts), at);
        output.publish(one.job().published(one.ledger, at.now()).withLedgerClosed());
        one.published(at);
        led.remove(one.job().id());
        keepClosed(one.job().closed(counts));
        output.forgetTotals(one.job().id());
    }

    private void keepClosed(ClosedJob job) {
        closed.put(job.id(), job);
        output.save(job);
    }
}
