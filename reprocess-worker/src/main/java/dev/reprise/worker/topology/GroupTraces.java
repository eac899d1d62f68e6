package dev.reprise.worker.topology;

import dev.reprise.common.job.JobBrief;
import dev.reprise.pipeline.result.Result;
import java.util.List;

/**
 * Records the way of some groups of events as spans of a trace.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public interface GroupTraces {

    /** Records nothing. */
    GroupTraces OFF = new GroupTraces() {
        @Override
        public boolean isDue() {
            return false;
        }

        @Override
        public Trace begin(TracedGroup group) {
            throw new IllegalStateException("no group is due");
        }
    };

    /**
     * A group that is recorded.
     *
     * @param job as this worker knows it
     * @param rows how many rows it has
     */
    record TracedGroup(JobBrief job, String assetType, String bucket, int rows) {}

    /** What is recorded of one group. */
    interface Trace {

        /** The group has come to these results. */
        void end(List<Result> results);

        /** The group has come to nothing, and will be processed again. */
        void fail(Throwable failure);
    }

    /** Returns whether the next group should be recorded; asked once for each group, so it must be cheap. */
    boolean isDue();

    /** Begins to record a group. */
    Trace begin(TracedGroup group);
}
