package dev.reprise.idproducer.jobs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Slice;
import dev.reprise.idproducer.plan.Plan;
import dev.reprise.idproducer.plan.Plan.Compared;
import dev.reprise.idproducer.production.ProductionPriority.Activity;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state a job is in, with what belongs to that state alone. A transition is a method of the state it leaves, so that
 * one that is not allowed does not compile.
 *
 * <p>Threading: immutable.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "phase")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Phase.Planning.class, name = "planning"),
    @JsonSubTypes.Type(value = Phase.Scanning.class, name = "scanning"),
    @JsonSubTypes.Type(value = Phase.Concluding.class, name = "concluding"),
    @JsonSubTypes.Type(value = Phase.Paused.class, name = "paused"),
    @JsonSubTypes.Type(value = Phase.Ended.class, name = "ended")
})
public sealed interface Phase {

    /** Returns the state as it is published. */
    JobStatus status();

    /** Returns what the job is about, as far as production feels it. */
    default Activity activity() {
        return Activity.RESTS;
    }

    /** A phase that can still lead anywhere. */
    sealed interface Open extends Phase {
        /** Returns the pass that the job is at. */
        Scan scan();

        /** Returns how many slices the pass has; 0 before it is planned. */
        int planned();

        /** Returns how many assets the first round has; {@code null} when nobody knows, or it is over. */
        default @Nullable Long assets() {
            return null;
        }

        /** Returns the conclusion that the job is at, or was when it was paused; {@code null} when it is at none. */
        default @Nullable Concluding concluding() {
            return null;
        }

        /**
         * Ends the job.
         *
         * @param slicesDone slices of the pass that were finished
         */
        default Ended end(JobStatus status, int slicesDone, Instant at) {
            return new Ended(status, scan(), new Job.Slices(planned(), slicesDone, assets()), at);
        }
    }

    /** An open phase in which the job works. */
    sealed interface Active extends Open {
        /** Stops until resumed. */
        default Paused pause() {
            return new Paused(this);
        }

        @Override
        default Activity activity() {
            return Activity.PLANS;
        }
    }

    /**
     * The selection is to be cut into slices.
     *
     * @param scan the pass to plan
     * @param notBefore a verification waits until what a live writer touched has settled
     */
    record Planning(Scan scan, Instant notBefore) implements Active {
        public Planning {
            Objects.requireNonNull(scan, "scan");
            Objects.requireNonNull(notBefore, "notBefore");
        }

        @Override
        public int planned() {
            return 0;
        }

        /** Goes on with what was planned. */
        Scanning planned(Map<Integer, Integer> slicesByTask, Plan plan) {
            Long assets = scan.kind() == Slice.Kind.EMIT ? plan.assets() : null;
            return new Scanning(scan, slicesByTask, assets, plan.compared());
        }

        @Override
        public JobStatus status() {
            return scan.kind() == Slice.Kind.EMIT ? JobStatus.PLANNING : JobStatus.VERIFYING;
        }
    }

    /**
     * Slices are paged, events emitted and processed.
     *
     * @param scan the pass under way
     * @param slicesByTask number of planned slices by the emitting task that holds them
     * @param assets assets of the first round; {@code null} when nobody knows
     * @param compared what was compared to find the assets; {@code null} for nothing
     */
    record Scanning(
            Scan scan,
            Map<Integer, Integer> slicesByTask,
            @Nullable Long assets,
            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Compared compared)
            implements Active {
        public Scanning {
            Objects.requireNonNull(scan, "scan");
            slicesByTask = Map.copyOf(slicesByTask);
        }

        @Override
        public int planned() {
            return slicesByTask.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** Goes on to what the processor does once. */
        Concluding conclude(Instant notBefore) {
            return new Concluding(scan, planned(), notBefore, null);
        }

        /** Looks at the selection again. */
        Planning again(Scan next, Instant notBefore) {
            return new Planning(next, notBefore);
        }

        @Override
        public Activity activity() {
            return scan.kind() == Slice.Kind.EMIT ? Activity.EMITS : Activity.VERIFIES;
        }

        @Override
        public JobStatus status() {
            return scan.kind() == Slice.Kind.EMIT ? JobStatus.RUNNING : JobStatus.VERIFYING;
        }
    }

    /**
     * Nothing is left to be processed, and the processor does what is done once.
     *
     * @param scan the last pass
     * @param planned slices of the last pass
     * @param notBefore what could not be done is tried again then
     * @param cancelled why the job is to end without it; {@code null} when it is not
     */
    record Concluding(Scan scan, int planned, Instant notBefore, @Nullable String cancelled) implements Active {
        public Concluding {
            Objects.requireNonNull(scan, "scan");
            Objects.requireNonNull(notBefore, "notBefore");
        }

        /** Tries again later. */
        Concluding again(Instant later) {
            return new Concluding(scan, planned, later, cancelled);
        }

        /** Ends without it, if it is not done yet: that has to be found out. */
        Concluding cancel(String why, Instant now) {
            return new Concluding(scan, planned, now, why);
        }

        @Override
        public Concluding concluding() {
            return this;
        }

        @Override
        public JobStatus status() {
            return JobStatus.SWITCHING;
        }
    }

    /**
     * Nothing is emitted until the job is resumed.
     *
     * @param was where it goes on
     */
    record Paused(Active was) implements Open {
        /** Goes on where the job was. */
        Active resume() {
            return was;
        }

        @Override
        public Scan scan() {
            return was.scan();
        }

        @Override
        public int planned() {
            return was.planned();
        }

        @Override
        public @Nullable Long assets() {
            return was.assets();
        }

        @Override
        public @Nullable Concluding concluding() {
            return was.concluding();
        }

        @Override
        public JobStatus status() {
            return JobStatus.PAUSED;
        }
    }

    /**
     * Over for good.
     *
     * @param status a final state
     * @param scan the last pass
     * @param slices how far the last pass was
     * @param at when it ended
     */
    record Ended(JobStatus status, Scan scan, Job.Slices slices, Instant at) implements Phase {
        public Ended {
            if (!status.isFinal()) {
                throw new IllegalArgumentException(status + " is not a final state");
            }
            Objects.requireNonNull(scan, "scan");
            Objects.requireNonNull(at, "at");
        }
    }
}
