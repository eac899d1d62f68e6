package dev.reprise.worker.topology;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.job.JobBrief;
import dev.reprise.pipeline.result.Result;
import dev.reprise.worker.concurrency.InFlightLimiter;
import dev.reprise.worker.concurrency.PayloadMemory;
import dev.reprise.worker.concurrency.RateInFlightLimit;
import dev.reprise.worker.jobs.Jobs;
import dev.reprise.worker.topology.async.AsyncOperation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a job that gives way to production have few rows in flight, as many as its rate needs. Events come in bursts, one for each commit of
 * an emitter. A burst that begins at once keeps the database busy until it is done, and production's requests wait behind it, however
 * low the rate is.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. Bound: one limiter for each open job that is held to a rate.
 */
final class HeldJobsOperation implements AsyncOperation<EventItem, Result> {

    private final AsyncOperation<EventItem, Result> operation;
    private final Jobs jobs;
    private final LongSupplier nanoTime;
    private final Map<String, HeldJob> held = new ConcurrentHashMap<>();

    HeldJobsOperation(AsyncOperation<EventItem, Result> operation, Jobs jobs, LongSupplier nanoTime) {
        this.operation = operation;
        this.jobs = jobs;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<List<Result>> apply(List<EventItem> group, Cancellation cancellation) {
        String job = group.get(0).event().job();
        if (heldTo(job) == null) {
            return operation.apply(group, cancellation);
        }
        HeldJob known = held.get(job);
        if (known == null) {
            // What is in the limiter of another job ends without it.
            held.keySet().removeIf(other -> heldTo(other) == null);
            known = held.computeIfAbsent(job, HeldJob::new);
        }
        return known.apply(group, cancellation);
    }

    @Override
    public void dropCancelled() {
        held.values().forEach(job -> job.limited.dropCancelled());
        operation.dropCancelled();
    }

    private @Nullable Integer heldTo(String job) {
        return jobs.find(job).map(JobBrief::terms).map(JobBrief.Terms::heldTo).orElse(null);
    }

    /** A job, with what it has in flight. */
    private final class HeldJob {
        private final AtomicInteger accepted = new AtomicInteger();
        private final InFlightLimiter limiter;
        private final LimitedOperation<EventItem, Result> limited;

        HeldJob(String job) {
            var limit = new RateInFlightLimit(() -> heldTo(job), accepted::get);
            limiter = new InFlightLimiter(limit, Integer.MAX_VALUE, new PayloadMemory(Long.MAX_VALUE), nanoTime);
            limited = new LimitedOperation<>(this::timed, limiter, limit::rows);
        }

        CompletionStage<List<Result>> apply(List<EventItem> group, Cancellation cancellation) {
            accepted.addAndGet(group.size());
            return limited.apply(group, cancellation)
                    .whenComplete((done, failure) -> accepted.addAndGet(-group.size()));
        }

        private CompletionStage<List<Result>> timed(List<EventItem> group, Cancellation cancellation) {
            long began = nanoTime.getAsLong();
            return operation
                    .apply(group, cancellation)
                    .whenComplete((done, failure) -> limiter.answered(nanoTime.getAsLong() - began, failure != null));
        }
    }
}
