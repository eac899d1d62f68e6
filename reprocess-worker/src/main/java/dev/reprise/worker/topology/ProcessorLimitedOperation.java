package dev.reprise.worker.topology;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.job.JobBrief;
import dev.reprise.pipeline.result.Result;
import dev.reprise.service.config.ProcessorLimits;
import dev.reprise.worker.concurrency.InFlightLimit;
import dev.reprise.worker.concurrency.InFlightLimiter;
import dev.reprise.worker.concurrency.PayloadMemory;
import dev.reprise.worker.jobs.Jobs;
import dev.reprise.worker.topology.async.AsyncOperation;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Keeps the jobs of each processor, or chain, within its own limits, whatever the instance as a whole allows. A group waits here
 * before it takes room from others.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. Bound: one limiter for each processor or chain that is
 * limited.
 */
final class ProcessorLimitedOperation implements AsyncOperation<EventItem, Result> {

    private final AsyncOperation<EventItem, Result> operation;
    private final Jobs jobs;
    private final ProcessorLimits limits;
    private final LongSupplier nanoTime;
    private final Map<String, LimitedOperation<EventItem, Result>> limited = new ConcurrentHashMap<>();

    ProcessorLimitedOperation(
            AsyncOperation<EventItem, Result> operation, Jobs jobs, ProcessorLimits limits, LongSupplier nanoTime) {
        this.operation = operation;
        this.jobs = jobs;
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<List<Result>> apply(List<EventItem> group, Cancellation cancellation) {
        JobBrief.Terms terms = limits.byName().isEmpty()
                ? null
                : jobs.find(group.get(0).event().job()).map(JobBrief::terms).orElse(null);
        if (terms == null) {
            return operation.apply(group, cancellation);
        }
        var processor = terms.pinned().processor();
        ProcessorLimits.Limits own = limits.of(processor);
        if (own.inFlightMax() == null && own.groupRowsMax() == null) {
            return operation.apply(group, cancellation);
        }
        return limited.computeIfAbsent(processor.name(), unseen -> limited(own)).apply(group, cancellation);
    }

    private LimitedOperation<EventItem, Result> limited(ProcessorLimits.Limits own) {
        int inFlight = own.inFlightMax() == null ? Integer.MAX_VALUE : own.inFlightMax();
        int groupRows = own.groupRowsMax() == null ? Integer.MAX_VALUE : own.groupRowsMax();
        var limiter = new InFlightLimiter(
                InFlightLimit.fixed(inFlight), inFlight, new PayloadMemory(Long.MAX_VALUE), nanoTime);
        // A group that is larger than what may be in flight would go beyond it.
        return new LimitedOperation<>(operation, limiter, () -> Math.min(groupRows, inFlight));
    }

    @Override
    public void dropCancelled() {
        limited.values().forEach(LimitedOperation::dropCancelled);
        operation.dropCancelled();
    }
}
