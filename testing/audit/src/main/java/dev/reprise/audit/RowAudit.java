package dev.reprise.audit;

import dev.reprise.workload.livewriter.AssetKey;
import dev.reprise.workload.livewriter.LoggedOperation;
import dev.reprise.workload.livewriter.Operation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Holds every row, and every row that is not there, against what was loaded, what live writers did, and what the topics
 * show.
 *
 * <p>Threading: one thread. Memory is one bit for each loaded asset, and one id for each other that live writers touched.
 */
final class RowAudit {

    private final LoadedRows loaded;
    private final LiveHistories histories;
    private final EventLedger ledger;
    private final Judges judges;
    private final Findings findings;
    private final BitSet seen = new BitSet();
    private final Set<UUID> seenBeside = new HashSet<>();

    /** Rows below the target, as many as the job admits to. */
    private final List<UUID> admitted = new ArrayList<>();

    private long below;

    /**
     * Who judges.
     *
     * @param facts the audited job
     * @param rules which rows may be
     * @param diagnosis what is wrong with one that may not
     * @param outcomes whether the topics agree
     */
    record Judges(JobFacts facts, RowRules rules, Diagnosis diagnosis, OutcomeRules outcomes) {}

    RowAudit(LoadedRows loaded, LiveHistories histories, EventLedger ledger, Judges judges, Findings findings) {
        this.loaded = loaded;
        this.histories = histories;
        this.ledger = ledger;
        this.judges = judges;
        this.findings = findings;
    }

    /** Judges a row of the table. */
    void row(FinalRow row) {
        AssetPast past = past(row.assetId());
        if (past == null) {
            findings.add(Violation.STRANGE_ROW, row.assetId(), "nobody wrote this row: " + RowWords.of(row));
            return;
        }
        var partition = past.key().partition();
        if (!row.assetType().equals(partition.assetType())
                || (row.bucket() != null && !row.bucket().equals(partition.bucket()))) {
            findings.add(
                    Violation.STRANGE_ROW,
                    row.assetId(),
                    "stands in " + row.assetType() + "/" + row.bucket() + ", not in " + partition.assetType() + "/"
                            + partition.bucket());
            return;
        }
        OptionalLong index = loaded.indexOf(row.assetId());
        if (index.isPresent()) {
            seen.set(Math.toIntExact(index.getAsLong()));
        } else {
            seenBeside.add(row.assetId());
        }
        judge(past, row);
    }

    /** Judges the assets that have no row, and the events of assets that nobody knows; all rows come first. */
    void missing() {
        int count = Math.toIntExact(loaded.count());
        for (int index = seen.nextClearBit(0); index < count; index = seen.nextClearBit(index + 1)) {
            Operation.Write original = loaded.at(index);
            judge(
                    new AssetPast(
                            original.key(),
                            original,
                            histories.of(original.key().assetId())),
                    null);
        }
        histories.forEach((assetId, live) -> {
            if (!seenBeside.contains(assetId) && loaded.indexOf(assetId).isEmpty()) {
                judge(new AssetPast(key(live), null, live), null);
            }
        });
        ledger.forEach((assetId, trail) -> {
            if (trail.isEmitted() && past(assetId) == null) {
                findings.add(Violation.STRANGE_EVENT, assetId, "emitted, though nobody ever wrote it");
            }
        });
    }

    private void judge(AssetPast past, @Nullable FinalRow row) {
        UUID assetId = past.key().assetId();
        Trail trail = ledger.trail(assetId);
        if (!judges.rules().allows(past, row)) {
            Diagnosis.Verdict verdict = judges.diagnosis().of(past, row);
            findings.add(verdict.violation(), assetId, verdict.words() + (row == null ? "" : "; " + RowWords.of(row)));
        }
        judges.outcomes().judge(past, trail, row);
        if (row != null && judges.facts().isCompleted() && isLeftBelow(past, row, trail)) {
            below(assetId);
        }
    }

    /** Below the target, and neither a dead letter nor a write that may have arrived after the last look explains it. */
    private boolean isLeftBelow(AssetPast past, FinalRow row, Trail trail) {
        return judges.rules().isBelowTarget(past.key(), row)
                && !trail.isDeadLettered()
                && row.payload() != null
                && past.writes().stream()
                        .noneMatch(write -> !write.certain() && write.timestampMicros() == row.payloadWrittenAt());
    }

    private void below(UUID assetId) {
        long admits = judges.facts().unmigrated();
        below++;
        if (below <= admits) {
            admitted.add(assetId);
            return;
        }
        String words = "below the target; the job admits to " + admits + " such rows";
        admitted.forEach(one -> findings.add(Violation.ROW_BELOW_TARGET, one, words));
        admitted.clear();
        findings.add(Violation.ROW_BELOW_TARGET, assetId, words);
    }

    private @Nullable AssetPast past(UUID assetId) {
        List<LoggedOperation> live = histories.of(assetId);
        OptionalLong index = loaded.indexOf(assetId);
        if (index.isPresent()) {
            Operation.Write original = loaded.at(index.getAsLong());
            return new AssetPast(original.key(), original, live);
        }
        return live.isEmpty() ? null : new AssetPast(key(live), null, live);
    }

    private static AssetKey key(List<LoggedOperation> live) {
        return live.get(0).operation().key();
    }
}
