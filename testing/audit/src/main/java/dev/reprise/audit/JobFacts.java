package dev.reprise.audit;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pending;
import dev.reprise.common.request.Selector;
import dev.reprise.workload.sample.TimeBasedId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a job was asked for and what it claims to have done, which is all that the audit takes from the services.
 *
 * <p>Threading: immutable.
 *
 * @param job job id
 * @param state where the job claims to stand
 * @param types asset types of the selection; empty for every type
 * @param from first instant of creation, inclusive; {@code null} for the beginning
 * @param to last instant of creation, exclusive; {@code null} for no end
 * @param effect what it does to rows
 * @param targets version that each type is migrated to, by type; a type that is not in it is left alone
 * @param counts the ledger as claimed
 * @param unmigrated rows that the job admits to have left below the target
 * @param trace what it leaves in the topics
 * @param startedAt when the job began
 * @param fence how far above what it has read it writes, in microseconds
 * @param took from start to end, or to the last change of a job that has not ended
 */
public record JobFacts(
        String job,
        JobStatus state,
        List<String> types,
        @Nullable Instant from,
        @Nullable Instant to,
        RowEffect effect,
        Map<String, Integer> targets,
        Counts counts,
        long unmigrated,
        JobTrace trace,
        Instant startedAt,
        int fence,
        Duration took) {

    public JobFacts {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(state, "state");
        types = List.copyOf(types);
        targets = Map.copyOf(targets);
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(trace, "trace");
        Objects.requireNonNull(took, "took");
    }

    /**
     * Takes the facts from a job's record.
     *
     * @throws IllegalArgumentException if it did not run on a selection by type and time as a whole, or has left no trace of its
     *     assets; others cannot be audited
     */
    public static JobFacts of(Job job) {
        Map<String, Integer> targets = targets(job);
        RowEffect effect = RowEffect.of(job);
        if ((effect == RowEffect.MIGRATED && targets.isEmpty())
                || !job.request().mode().writes()
                || !(job.request().selector() instanceof Selector.ByType selector)
                || selector.sample() != null) {
            throw new IllegalArgumentException(
                    "job " + job.job() + " did not run on all assets of a type and time, which an audit is for");
        }
        Instant end = job.endedAt() == null ? job.updatedAt() : job.endedAt();
        return new JobFacts(
                job.job(),
                job.state(),
                selector.types(),
                selector.from(),
                selector.to(),
                effect,
                targets,
                job.counts(),
                job.unmigrated() == null ? 0 : job.unmigrated(),
                JobTrace.of(job.request()),
                job.startedAt(),
                job.pinned().fence(),
                Duration.between(job.startedAt(), end));
    }

    /** The version of each type, as the job itself has resolved it. */
    private static Map<String, Integer> targets(Job job) {
        Map<String, Integer> targets = new HashMap<>();
        job.pinned().pending().forEach((type, pending) -> {
            if (pending instanceof Pending.BelowVersion below) {
                targets.put(type, below.version());
            }
        });
        return targets;
    }

    /** Returns the version that a type is migrated to; 0, which nothing is below, for a type that is left alone. */
    int targetVersion(String assetType) {
        return targets.getOrDefault(assetType, 0);
    }

    /** Returns whether each outcome is on its topic. */
    boolean outcomes() {
        return trace.hasOutcomes();
    }

    /** Returns whether there is no event, since the assets were processed where they were found. */
    boolean isInPlace() {
        return trace == JobTrace.OUTCOMES;
    }

    /** Returns whether the job must have come to the end of its work. */
    boolean isCompleted() {
        return state == JobStatus.COMPLETED || state == JobStatus.COMPLETED_WITH_FAILURES;
    }

    /** Returns when it ended, as it says. */
    Instant endedAt() {
        return startedAt.plus(took);
    }

    /** Returns whether an asset is of the selection. */
    boolean selects(String assetType, UUID assetId) {
        if (!types.isEmpty() && !types.contains(assetType)) {
            return false;
        }
        Instant created = TimeBasedId.createdAt(assetId);
        return (from == null || !created.isBefore(from)) && (to == null || created.isBefore(to));
    }
}
