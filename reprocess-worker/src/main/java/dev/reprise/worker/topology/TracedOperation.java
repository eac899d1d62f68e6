package dev.reprise.worker.topology;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.job.JobBrief;
import dev.reprise.pipeline.result.Result;
import dev.reprise.worker.jobs.Jobs;
import dev.reprise.worker.topology.async.AsyncOperation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Records some of the groups, from the read to the acknowledged write.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 *
 * @param operation what is done with a group
 * @param jobs tells the trace that a job belongs to
 */
record TracedOperation(AsyncOperation<EventItem, Result> operation, Jobs jobs, GroupTraces traces)
        implements AsyncOperation<EventItem, Result> {

    @Override
    public CompletionStage<List<Result>> apply(List<EventItem> group, Cancellation cancellation) {
        Optional<JobBrief> job = traces.isDue() ? jobs.find(group.get(0).event().job()) : Optional.empty();
        if (job.isEmpty()) {
            return operation.apply(group, cancellation);
        }
        var partition = group.get(0).group().partition();
        GroupTraces.Trace trace = traces.begin(
                new GroupTraces.TracedGroup(job.get(), partition.assetType(), partition.bucket(), group.size()));
        return operation.apply(group, cancellation).whenComplete((results, failure) -> {
            if (failure == null) {
                trace.end(results);
            } else {
                trace.fail(failure);
            }
        });
    }

    @Override
    public void dropCancelled() {
        operation.dropCancelled();
    }
}
