package dev.reprise.audit;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a row that cannot be, as closely as the row itself shows it. Most telling first: one name for
 * one row.
 *
 * <p>Threading: one thread.
 */
final class Diagnosis {

    private final JobWrites jobs;
    private final RowRules rules;
    private final Lifetime lifetime;

    /**
     * What is wrong.
     *
     * @param violation its name
     * @param words what is not told by the row and the history of its asset
     */
    record Verdict(Violation violation, String words) {}

    Diagnosis(JobWrites jobs, RowRules rules, Lifetime lifetime) {
        this.jobs = jobs;
        this.rules = rules;
        this.lifetime = lifetime;
    }

    /**
     * Judges a row that the rules do not allow.
     *
     * @param row the row; {@code null} when there is none
     */
    Verdict of(AssetPast past, @Nullable FinalRow row) {
        if (row == null) {
            return past.isLiveNewest()
                    ? new Verdict(Violation.LOST_LIVE_OPERATION, "there is no row")
                    : new Verdict(Violation.MISSING_ROW, "there is no row");
        }
        return deleted(past, row)
                .or(() -> mixed(past, row))
                .or(() -> overwritten(past, row))
                .or(() -> spoiled(past, row))
                .or(() -> misplaced(past, row))
                .orElseGet(() -> past.isLiveNewest()
                        ? new Verdict(
                                Violation.LOST_LIVE_OPERATION, "the newest acknowledged operation is not what it shows")
                        : new Verdict(Violation.WRONG_ROW, "neither as it was nor as the migration makes it"));
    }

    /** A row that must not be. */
    private static Optional<Verdict> deleted(AssetPast past, FinalRow row) {
        long deleted = past.newestCertainDelete();
        long time = row.payloadWrittenAt();
        if (deleted == AssetPast.NEVER || deleted < past.newestCertainWrite()) {
            return Optional.empty();
        }
        if (time <= deleted) {
            return Optional.of(new Verdict(Violation.LOST_DELETE, "deleted at " + deleted + " µs, and still there"));
        }
        boolean written = past.writes().stream().anyMatch(write -> write.timestampMicros() == time);
        return written
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Violation.REVIVED_ROW, "deleted at " + deleted + " µs, and written again above that"));
    }

    /** Payload and version of two writes. */
    private Optional<Verdict> mixed(AssetPast past, FinalRow row) {
        if (row.payload() == null || row.schemaVersion() == null) {
            return Optional.empty();
        }
        if (row.payloadWrittenAt() != row.versionWrittenAt()) {
            return Optional.of(new Verdict(
                    Violation.MIXED_ROW,
                    "its payload was written at " + row.payloadWrittenAt() + " µs and its version at "
                            + row.versionWrittenAt() + " µs"));
        }
        if (row.payloadWrittenAt() < past.newestCertainWrite()) {
            return Optional.empty();
        }
        List<PastWrite> there = knownAt(past, row.payloadWrittenAt());
        int version = row.schemaVersion();
        boolean whole = there.stream()
                .anyMatch(write ->
                        RowRules.hasPayload(row, write) && write.content().schemaVersion() == version);
        Optional<PastWrite> payload =
                there.stream().filter(write -> RowRules.hasPayload(row, write)).findFirst();
        if (whole || payload.isEmpty()) {
            return whole && isStampAmidst(row, there)
                    ? Optional.of(new Verdict(
                            Violation.MIXED_ROW,
                            "the stamp of " + row.lastJob() + " stands at the time of a live write"))
                    : Optional.empty();
        }
        String other = there.stream()
                .filter(write -> write.content().schemaVersion() == version)
                .findFirst()
                .map(Diagnosis::words)
                .orElse("nobody's at that time");
        return Optional.of(new Verdict(
                Violation.MIXED_ROW, "its payload is " + words(payload.get()) + ", its version is " + other));
    }

    private static boolean isStampAmidst(FinalRow row, List<PastWrite> there) {
        return row.lastJob() != null
                && row.jobWrittenAt() == row.payloadWrittenAt()
                && there.stream().anyMatch(write -> write.job() == null && RowRules.hasPayload(row, write));
    }

    /** A state of before the newest operation that is known to be stored. */
    private static Optional<Verdict> overwritten(AssetPast past, FinalRow row) {
        long newest = past.newestCertainWrite();
        if (!past.isLiveNewest() || row.payloadWrittenAt() > newest) {
            return Optional.empty();
        }
        if (row.payloadWrittenAt() < newest) {
            return Optional.of(new Verdict(
                    Violation.LOST_LIVE_OPERATION,
                    "a write of " + newest + " µs was acknowledged, and the row is older"));
        }
        boolean theirs = past.writes().stream()
                .anyMatch(write -> write.timestampMicros() == newest && RowRules.hasPayload(row, write));
        return theirs
                ? Optional.empty()
                : Optional.of(new Verdict(
                        Violation.LOST_LIVE_OPERATION,
                        "a write of that time was acknowledged, and is not what it shows"));
    }

    /** The right payload and version, and something else is wrong. */
    private Optional<Verdict> spoiled(AssetPast past, FinalRow row) {
        boolean live = past.writes().stream()
                .anyMatch(write -> write.certain() && write.timestampMicros() == row.payloadWrittenAt());
        return knownAt(past, row.payloadWrittenAt()).stream()
                .filter(write -> !live || write.certain())
                .filter(write -> RowRules.hasPayload(row, write)
                        && Objects.equals(row.schemaVersion(), write.content().schemaVersion()))
                .map(write -> spoiled(past, write, row))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Verdict> spoiled(AssetPast past, PastWrite write, FinalRow row) {
        String given = "written with " + write.ttlSeconds() + " s to live";
        return switch (lifetime.judge(write, row.ttlSeconds())) {
            case LOST -> Optional.of(new Verdict(Violation.LOST_TTL, given + ", it has no end any more"));
            case OUTLIVED -> Optional.of(new Verdict(Violation.IMMORTAL_ROW, given + ", it should be over"));
            case WRONG ->
                Optional.of(new Verdict(
                        Violation.WRONG_TTL,
                        write.ttlSeconds() == 0 ? "nobody gave it an end" : given + ", it has another"));
            case AS_GIVEN -> wrongStamp(past, write, row);
        };
    }

    private Optional<Verdict> wrongStamp(AssetPast past, PastWrite write, FinalRow row) {
        boolean right = write.job() == null
                ? rules.hasNoneOrEarlierStamp(past, row)
                : write.job().equals(row.lastJob()) && row.jobWrittenAt() == row.payloadWrittenAt();
        return right
                ? Optional.empty()
                : Optional.of(new Verdict(Violation.WRONG_ROW, "its stamp is not that of the job which wrote it"));
    }

    /** The right payload at a time of its own: not under the fence. */
    private Optional<Verdict> misplaced(AssetPast past, FinalRow row) {
        long newest = past.newestCertainWrite();
        return past.writes().stream()
                .filter(write -> row.payloadWrittenAt() > write.timestampMicros())
                .flatMap(write -> Stream.concat(Stream.of(write), jobs.of(past.key(), write).stream()))
                .filter(write -> write.timestampMicros() != row.payloadWrittenAt() && RowRules.hasPayload(row, write))
                .max(Comparator.comparingLong(PastWrite::timestampMicros))
                .map(write -> {
                    boolean lost = past.isLiveNewest() && write.timestampMicros() < newest;
                    String words = "it is " + words(write) + ", but stands at another time";
                    return lost
                            ? new Verdict(
                                    Violation.LOST_LIVE_OPERATION,
                                    words + ", over an acknowledged write of " + newest + " µs")
                            : new Verdict(Violation.WRONG_WRITE_TIME, words);
                });
    }

    private List<PastWrite> knownAt(AssetPast past, long time) {
        return Stream.concat(
                        past.writes().stream().filter(write -> write.timestampMicros() == time),
                        past.writes().stream()
                                .flatMap(write -> jobs.of(past.key(), write).stream())
                                .filter(write -> write.timestampMicros() == time))
                .toList();
    }

    private static String words(PastWrite write) {
        String by = write.job() == null ? "that of a write" : "what " + write.job() + " makes of a write";
        return by + ", due at " + write.timestampMicros() + " µs";
    }
}
