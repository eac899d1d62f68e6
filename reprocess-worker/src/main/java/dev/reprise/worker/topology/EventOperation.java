package dev.reprise.worker.topology;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Stage;
import dev.reprise.common.job.JobBrief;
import dev.reprise.pipeline.JobPipeline;
import dev.reprise.pipeline.result.Result;
import dev.reprise.worker.jobs.JobLookup;
import dev.reprise.worker.jobs.Jobs;
import dev.reprise.worker.topology.async.AsyncOperation;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What is done with a group of events of one job and one partition: find out what the job wants, and process them.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 *
 * @param pipeline processes events of jobs that are known
 * @param jobs what is known at once
 * @param lookup looks for a job that is not
 */
record EventOperation(JobPipeline pipeline, Jobs jobs, JobLookup lookup) implements AsyncOperation<EventItem, Result> {

    /** What becomes of an event whose job does not exist. It is counted nowhere: a job of that name may still be to come. */
    static final Result NO_JOB = new Result.Failed(Failure.of(Stage.READ, "UnknownJob", "there is no such job"), false);

    @Override
    public CompletionStage<List<Result>> apply(List<EventItem> group, Cancellation cancellation) {
        List<AssetEvent> events = group.stream().map(EventItem::event).toList();
        String id = events.get(0).job();
        Optional<JobBrief> known = jobs.find(id);
        return known.isPresent()
                ? pipeline.process(known.get(), events, cancellation)
                : lookup.mayExist(id)
                        .thenApply(may -> Collections.nCopies(group.size(), may ? new Result.UnknownJob() : NO_JOB));
    }
}
