package dev.reprise.localstack.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.Selector;
import dev.reprise.localstack.sample.TimeBasedId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
 * @param targetVersion version that the selection is migrated to
 * @param counts the ledger as claimed
 * @param outcomes whether each outcome is on its topic
 * @param took from start to end, or to the last change of a job that has not ended
 */
public record JobFacts(
        String job,
        JobStatus state,
        List<String> types,
        @Nullable Instant from,
        @Nullable Instant to,
        int targetVersion,
        Counts counts,
        boolean outcomes,
        Duration took) {

    public JobFacts {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(state, "state");
        types = List.copyOf(types);
        Objects.requireNonNull(counts, "counts");
        Objects.requireNonNull(took, "took");
    }

    /**
     * Takes the facts from a job's record.
     *
     * @throws IllegalArgumentException if it is no migration of a selection by type and time as a whole; others cannot
     *     be audited
     */
    public static JobFacts of(Job job) {
        JsonNode target = job.processor().parameters().get("toVersion");
        if (!job.processor().name().equals("migrate")
                || target == null
                || !target.isInt()
                || job.request().mode() != Mode.RUN
                || !(job.request().selector() instanceof Selector.ByType selector)
                || selector.sample() != null) {
            throw new IllegalArgumentException(
                    "job " + job.job() + " is no migration of all assets of a type and time, which an audit is for");
        }
        Instant end = job.endedAt() == null ? job.updatedAt() : job.endedAt();
        return new JobFacts(
                job.job(),
                job.state(),
                selector.types(),
                selector.from(),
                selector.to(),
                target.intValue(),
                job.counts(),
                job.request().outcomes(),
                Duration.between(job.startedAt(), end));
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
