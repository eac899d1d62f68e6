package dev.reprise.localstack.audit;

import dev.reprise.localstack.livewriter.AssetKey;
import dev.reprise.localstack.livewriter.Operation;
import dev.reprise.localstack.livewriter.PayloadHash;
import java.util.BitSet;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds every row, and every row that is not there, against what the sample and the live writers left to be migrated.
 *
 * <p>Threading: one thread. Memory is one bit for each loaded asset.
 */
final class RowAudit {

    private final LoadedRows loaded;
    private final LiveHistories histories;
    private final EventLedger ledger;
    private final RowRules rules;
    private final Findings findings;
    private final BitSet seen = new BitSet();

    /**
     * An asset and what happened to it beside the job.
     *
     * @param original how the sample made it; {@code null} when it is not of the sample
     * @param live what live writers did; {@code null} when nothing
     */
    private record Subject(AssetKey key, Operation.@Nullable Write original, @Nullable LiveHistory live) {
        UUID assetId() {
            return key.assetId();
        }
    }

    RowAudit(LoadedRows loaded, LiveHistories histories, EventLedger ledger, RowRules rules, Findings findings) {
        this.loaded = loaded;
        this.histories = histories;
        this.ledger = ledger;
        this.rules = rules;
        this.findings = findings;
    }

    /** Judges a row of the table. */
    void row(FinalRow row) {
        Subject subject = subject(row.assetId());
        if (subject == null) {
            findings.add(Violation.STRANGE_ROW, row.assetId(), "nobody wrote this row: " + words(row));
            return;
        }
        var partition = subject.key().partition();
        if (!row.assetType().equals(partition.assetType())
                || (row.bucket() != null && !row.bucket().equals(partition.bucket()))) {
            findings.add(
                    Violation.STRANGE_ROW,
                    row.assetId(),
                    "stands in " + row.assetType() + "/" + row.bucket() + ", not in " + partition.assetType() + "/"
                            + partition.bucket());
            return;
        }
        if (subject.live() != null) {
            subject.live().markSeen();
        }
        loaded.indexOf(row.assetId()).ifPresent(index -> seen.set(Math.toIntExact(index)));
        judge(subject, row);
    }

    /** Judges the assets that have no row; all rows come first. */
    void missing() {
        int count = Math.toIntExact(loaded.count());
        for (int index = seen.nextClearBit(0); index < count; index = seen.nextClearBit(index + 1)) {
            Operation.Write original = loaded.at(index);
            judge(
                    new Subject(
                            original.key(),
                            original,
                            histories.find(original.key().assetId())),
                    null);
        }
        for (LiveHistory live : histories.all()) {
            UUID assetId = live.any().key().assetId();
            if (!live.isSeen() && loaded.indexOf(assetId).isEmpty()) {
                judge(new Subject(live.any().key(), null, live), null);
            }
        }
    }

    private void judge(Subject subject, @Nullable FinalRow row) {
        if (!reflectsAny(subject, row)) {
            findings.add(kind(subject, row), subject.assetId(), row == null ? "there is no row" : words(row));
        } else if (subject.live() == null && subject.original() != null && row != null) {
            judgeUntouched(subject.original(), row);
        }
        if (row != null && rules.isBelowTarget(row) && !ledger.isDeadLettered(subject.assetId())) {
            findings.add(Violation.ROW_BELOW_TARGET, subject.assetId(), words(row));
        }
    }

    /** The job alone can have changed such a row, so that row, event, outcome and dead letter must agree. */
    private void judgeUntouched(Operation.Write original, FinalRow row) {
        if (!rules.isDue(original)) {
            return;
        }
        UUID assetId = row.assetId();
        boolean migrated = rules.isMigrated(original, row);
        if (!ledger.isEmitted(assetId)) {
            findings.add(Violation.MISSING_EVENT, assetId, "of the selection, but never emitted; " + words(row));
        }
        if (migrated && ledger.isDeadLettered(assetId)) {
            findings.add(Violation.WRONG_OUTCOME, assetId, "dead-lettered, though it is migrated");
        }
        if (migrated && ledger.hasOutcomes() && !ledger.isSaidMigrated(assetId)) {
            findings.add(Violation.WRONG_OUTCOME, assetId, "migrated, but no outcome says so");
        }
        if (!migrated && ledger.isBlamed(assetId) && rules.isMigratable(original)) {
            findings.add(Violation.UNFOUNDED_DEAD_LETTER, assetId, "the migration takes its payload");
        }
    }

    private boolean reflectsAny(Subject subject, @Nullable FinalRow row) {
        LiveHistory live = subject.live();
        Operation last = live == null || !live.isAcknowledged() ? subject.original() : live.newestAcknowledged();
        if (last == null ? row == null : rules.reflects(last, row)) {
            return true;
        }
        return live != null && live.others().stream().anyMatch(operation -> rules.reflects(operation, row));
    }

    private static Violation kind(Subject subject, @Nullable FinalRow row) {
        if (subject.live() != null && subject.live().isAcknowledged()) {
            return Violation.LOST_LIVE_OPERATION;
        }
        return row == null ? Violation.MISSING_ROW : Violation.WRONG_ROW;
    }

    private @Nullable Subject subject(UUID assetId) {
        LiveHistory live = histories.find(assetId);
        OptionalLong index = loaded.indexOf(assetId);
        if (index.isPresent()) {
            Operation.Write original = loaded.at(index.getAsLong());
            return new Subject(original.key(), original, live);
        }
        return live == null ? null : new Subject(live.any().key(), null, live);
    }

    private static String words(FinalRow row) {
        String written = row.versionWrittenAt() == row.payloadWrittenAt()
                ? row.payloadWrittenAt() + " µs"
                : row.payloadWrittenAt() + " µs, but its version at " + row.versionWrittenAt() + " µs";
        String payload = row.payload() == null ? "no payload" : "payload " + PayloadHash.of(row.payload());
        String ttl = row.ttlSeconds() == null ? "" : ", " + row.ttlSeconds() + " s to live";
        String job = row.lastJob() == null ? "" : ", last job " + row.lastJob();
        return "the row has version " + row.schemaVersion() + ", " + payload + ", written at " + written + ttl + job;
    }
}
