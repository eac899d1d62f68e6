package dev.reprise.audit;

import dev.reprise.workload.livewriter.AssetKey;
import dev.reprise.workload.livewriter.VersionedPayload;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which rows an asset may end with: last write wins, cell by cell, over all that is known to be stored, any part of what
 * may be stored, and whatever a job may have made of what it may have read at any time. A job's write stands
 * above what it read by the fence of the job.
 *
 * <p>What a live writer was told is stored is never allowed to lose to a job, nor to mix with its write, not even at one
 * timestamp: by then the job ought to have seen it. An operation of unknown end may be applied at any time, also after
 * the job; both may happen to it.
 *
 * <p>Threading: one thread.
 */
final class RowRules {

    /** Operations of one timestamp that are looked at in all their combinations; nobody sends so many. */
    private static final int TIED_MAX = 6;

    private final JobWrites jobs;
    private final Lifetime lifetime;

    /**
     * Creates the rules.
     *
     * @param jobs what jobs make of rows
     * @param lifetime what is left of a life
     */
    RowRules(JobWrites jobs, Lifetime lifetime) {
        this.jobs = jobs;
        this.lifetime = lifetime;
    }

    /**
     * Judges a row.
     *
     * @param row the row; {@code null} when there is none
     */
    boolean allows(AssetPast past, @Nullable FinalRow row) {
        if (row == null) {
            return allowsNone(past) || mayBeDeletedByJob(past);
        }
        if (isGhost(past, row)) {
            return true;
        }
        long time = row.payloadWrittenAt();
        if (row.payload() == null
                || row.versionWrittenAt() != time
                || past.newestCertainDelete() >= time
                || past.newestCertainWrite() > time) {
            return false;
        }
        return choices(past, time)
                .anyMatch(tied -> Tie.results(tied).stream().anyMatch(result -> shows(past, row, tied, result)));
    }

    /** Returns whether it may be that nothing is left: never stored, deleted, or expired. */
    boolean allowsNone(AssetPast past) {
        long newest = past.newestCertainWrite();
        return newest == AssetPast.NEVER || newest <= past.newestDelete() || mayBeOver(past);
    }

    /** Returns whether the job may have deleted the row: it has seen what it deletes, so no write after its end. */
    private boolean mayBeDeletedByJob(AssetPast past) {
        JobFacts facts = jobs.facts();
        long endMicros = ChronoUnit.MICROS.between(Instant.EPOCH, facts.endedAt());
        return deletes(past.key()) && past.newestCertainWrite() <= endMicros;
    }

    private boolean deletes(AssetKey key) {
        JobFacts facts = jobs.facts();
        return facts.effect() == RowEffect.DELETED
                && facts.selects(key.partition().assetType(), key.assetId());
    }

    /** Returns whether what may be the newest write may have expired. */
    boolean mayBeOver(AssetPast past) {
        long newest = past.newestCertainWrite();
        return past.writes().stream()
                .anyMatch(write -> write.timestampMicros() >= newest && lifetime.mayHaveExpired(write));
    }

    /**
     * The stamp of a job that wrote before the row was given its last end of life. Its life had no end, so that it stays
     * when all else of the row is over.
     */
    private boolean isGhost(AssetPast past, FinalRow row) {
        return row.payload() == null
                && row.schemaVersion() == null
                && row.lastJob() != null
                && mayBeOver(past)
                && isStamp(past, row);
    }

    /** Returns the sets of writes that may meet at a time; none is empty. */
    private Stream<List<PastWrite>> choices(AssetPast past, long time) {
        List<PastWrite> certain = new ArrayList<>();
        List<PastWrite> possible = new ArrayList<>();
        at(past, time).forEach(write -> (write.certain() ? certain : possible).add(write));
        if (certain.isEmpty()) {
            possible.addAll(jobWrites(past, time));
        }
        return withAnyOf(certain, possible);
    }

    /** Returns what jobs may have written at a time. */
    List<PastWrite> jobWrites(AssetPast past, long time) {
        return jobs.fences()
                .flatMap(fence -> jobWrites(past, time, time - fence).stream())
                .distinct()
                .toList();
    }

    private List<PastWrite> jobWrites(AssetPast past, long time, long read) {
        // A job that read something older than what was stored would have lost that.
        if (past.newestCertainDelete() >= read
                || past.hasCertainWriteBetween(read, time)
                || at(past, read).findAny().isEmpty()) {
            return List.of();
        }
        List<PastWrite> certain = at(past, read).filter(PastWrite::certain).toList();
        List<PastWrite> possible =
                at(past, read).filter(write -> !write.certain()).toList();
        return withAnyOf(certain, possible)
                .flatMap(tied -> Tie.results(tied).stream())
                .flatMap(result -> jobs.of(past.key(), merged(result)).stream())
                .filter(write -> write.timestampMicros() == time)
                .distinct()
                .limit(TIED_MAX)
                .toList();
    }

    private static Stream<PastWrite> at(AssetPast past, long time) {
        return past.writes().stream().filter(write -> write.timestampMicros() == time);
    }

    private static PastWrite merged(Tie.Result read) {
        PastWrite payload = read.payload();
        int version = read.version().content().schemaVersion();
        return new PastWrite(
                new VersionedPayload(version, payload.content().payload()),
                payload.timestampMicros(),
                payload.ttlSeconds(),
                false,
                null);
    }

    private static Stream<List<PastWrite>> withAnyOf(List<PastWrite> certain, List<PastWrite> possible) {
        int bits = Math.min(possible.size(), TIED_MAX);
        List<List<PastWrite>> sets = new ArrayList<>();
        for (int chosen = 0; chosen < 1 << bits; chosen++) {
            List<PastWrite> set = new ArrayList<>(certain);
            for (int bit = 0; bit < bits; bit++) {
                if ((chosen & 1 << bit) != 0) {
                    set.add(possible.get(bit));
                }
            }
            if (!set.isEmpty()) {
                sets.add(set);
            }
        }
        return sets.stream();
    }

    private boolean shows(AssetPast past, FinalRow row, List<PastWrite> tied, Tie.Result result) {
        return row.schemaVersion() != null
                && row.schemaVersion() == result.version().content().schemaVersion()
                && hasPayload(row, result.payload())
                && lifetime.judge(result.payload(), row.ttlSeconds()) == Lifetime.Rest.AS_GIVEN
                && hasStamp(past, row, tied);
    }

    /** Returns whether a row has the payload of a write: to the letter, or by what it says where a job made it. */
    static boolean hasPayload(FinalRow row, PastWrite write) {
        String payload = write.content().payload();
        return write.job() == null ? payload.equals(row.payload()) : JobWrites.isSameJson(payload, row.payload());
    }

    private boolean hasStamp(AssetPast past, FinalRow row, List<PastWrite> tied) {
        boolean byJob = tied.stream().anyMatch(write -> write.job() != null);
        if (!byJob) {
            return hasNoneOrEarlierStamp(past, row);
        }
        return row.jobWrittenAt() == row.payloadWrittenAt()
                && tied.stream()
                        .anyMatch(write -> write.job() != null && write.job().equals(row.lastJob()));
    }

    /**
     * Returns whether a row without a job's payload has a stamp that may be there. One at the very time of the payload
     * would be that of a job which did not see the live write.
     */
    boolean hasNoneOrEarlierStamp(AssetPast past, FinalRow row) {
        return row.lastJob() == null || (row.jobWrittenAt() < row.payloadWrittenAt() && isStamp(past, row));
    }

    /** Returns whether a job may have left its stamp at some time, under later writes. */
    private boolean isStamp(AssetPast past, FinalRow row) {
        return row.jobWrittenAt() > past.newestCertainDelete()
                && jobWrites(past, row.jobWrittenAt()).stream()
                        .anyMatch(write -> write.job() != null && write.job().equals(row.lastJob()));
    }

    /** Returns whether a row is what a job made of what it read, whatever has to be said against it otherwise. */
    boolean isMigrated(AssetPast past, FinalRow row) {
        return jobWrites(past, row.payloadWrittenAt()).stream()
                .anyMatch(write -> row.schemaVersion() != null
                        && row.schemaVersion() == write.content().schemaVersion()
                        && hasPayload(row, write));
    }

    /** Returns whether a key's row at this version is of the selection and not where the job was to bring it, or still there. */
    boolean isBelowTarget(AssetKey key, FinalRow row) {
        if (deletes(key)) {
            return true;
        }
        String type = key.partition().assetType();
        JobFacts facts = jobs.facts();
        return (row.schemaVersion() == null || row.schemaVersion() < facts.targetVersion(type))
                && facts.targetVersion(type) > 0
                && facts.selects(type, key.assetId());
    }
}
