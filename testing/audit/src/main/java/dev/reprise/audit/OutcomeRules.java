package dev.reprise.audit;

import dev.reprise.common.event.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether events, outcomes and dead letters of an asset can be, by what happened to it and by its row in the end.
 *
 * <p>Threading: one thread.
 */
final class OutcomeRules {

    /** Above every settle time: a row that was loaded longer before the job cannot have been taken for unsettled. */
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(5);

    private final JobWrites jobs;
    private final JobFacts facts;
    private final RowRules rules;
    private final Findings findings;
    private final boolean stalls;

    /**
     * Creates the rules.
     *
     * @param stalls whether instances may have gone on that were taken for dead
     */
    OutcomeRules(JobWrites jobs, RowRules rules, Findings findings, boolean stalls) {
        this.stalls = stalls;
        this.jobs = jobs;
        this.facts = jobs.facts();
        this.rules = rules;
        this.findings = findings;
    }

    /**
     * Judges what the topics show of an asset.
     *
     * @param row its row; {@code null} when there is none
     */
    void judge(AssetPast past, Trail trail, @Nullable FinalRow row) {
        if (facts.isCompleted() && !trail.isEmitted() && mustBeEmitted(past)) {
            add(Violation.MISSING_EVENT, past, "of the selection, but never emitted");
        }
        judgeDeadLetters(past, trail, row);
        if (facts.outcomes() && trail.isEmitted()) {
            judgeOutcomes(past, trail, row);
        }
    }

    /** It was there when the job began, and nobody may have taken it away. */
    private boolean mustBeEmitted(AssetPast past) {
        return past.original() != null
                && !past.hasDeletes()
                && !past.hasEnds()
                && facts.selects(past.key().partition().assetType(), past.key().assetId());
    }

    private void judgeDeadLetters(AssetPast past, Trail trail, @Nullable FinalRow row) {
        if (!trail.isDeadLettered()) {
            if (trail.has(Outcome.FAILED)) {
                add(Violation.MISSING_DEAD_LETTER, past, "failed without a dead letter");
            }
            return;
        }
        int failures = facts.outcomes() ? Integer.bitCount(trail.rounds(Outcome.FAILED)) : 1;
        if (trail.letters() > Math.max(1, failures)) {
            add(Violation.SURPLUS_DEAD_LETTER, past, trail.letters() + " dead letters for " + failures + " failures");
        }
        if (facts.outcomes() && failures == 0) {
            add(Violation.WRONG_OUTCOME, past, "dead-lettered, but its outcome is not failed");
        }
        boolean refused = past.writes().stream().anyMatch(write -> jobs.isRefused(past.key(), write));
        if (facts.effect() == RowEffect.MIGRATED && !refused && !rules.mayBeOver(past)) {
            add(Violation.UNFOUNDED_DEAD_LETTER, past, "the migration takes every payload it ever had");
        }
        if (past.isUntouched() && row != null && rules.isMigrated(past, row)) {
            add(Violation.WRONG_OUTCOME, past, "dead-lettered, though it is migrated");
        }
    }

    private void judgeOutcomes(AssetPast past, Trail trail, @Nullable FinalRow row) {
        if (facts.effect() == RowEffect.DELETED) {
            judgeDeleted(past, trail, row);
        }
        if (facts.effect() == RowEffect.MIGRATED && trail.has(Outcome.CHANGED)) {
            judgeMigrated(past, row);
        } else if (facts.isCompleted() && row != null && isOurs(past, row) && !mayBeUnheard(past)) {
            add(Violation.WRONG_OUTCOME, past, "migrated, but no outcome says so");
        }
        if (trail.has(Outcome.UNCHANGED)
                && facts.effect() == RowEffect.MIGRATED
                && jobs.isAlone(past.key())
                && past.writes().stream().allMatch(write -> jobs.isDue(past.key(), write.content()))) {
            add(Violation.WRONG_OUTCOME, past, "unchanged, says its outcome, but it never was");
        }
        if (trail.has(Outcome.GONE) && !mayHaveBeenGone(past)) {
            add(Violation.WRONG_OUTCOME, past, "gone, says its outcome, but nobody took it away");
        }
        if (trail.has(Outcome.OVERTAKEN) && !mayHaveBeenUnsettled(past)) {
            add(Violation.WRONG_OUTCOME, past, "overtaken, says its outcome, but no live writer was there");
        }
        judgeReturns(past, trail);
    }

    /** A delete leaves no stamp: one that a crash has interrupted is repeated as {@link Outcome#GONE}. */
    private void judgeDeleted(AssetPast past, Trail trail, @Nullable FinalRow row) {
        boolean changed = trail.has(Outcome.CHANGED);
        if (changed && row != null && past.isUntouched()) {
            add(Violation.LOST_WRITE_BACK, past, "deleted, says its outcome, but its row is there");
        }
        if (!changed && !trail.has(Outcome.GONE) && row == null && facts.isCompleted() && !rules.allowsNone(past)) {
            add(Violation.WRONG_OUTCOME, past, "it is gone, but no outcome says that the job deleted it");
        }
    }

    private void judgeMigrated(AssetPast past, @Nullable FinalRow row) {
        boolean something = past.writes().stream().anyMatch(write -> jobs.isMigratable(past.key(), write));
        if (!something) {
            add(Violation.WRONG_OUTCOME, past, "migrated, says its outcome, but there never was anything to migrate");
            return;
        }
        boolean stays = !past.hasDeletes() && !past.hasEnds();
        // An update leaves the stamp of the job where it is, and so does an insert: only a delete takes it away.
        if (stays && row != null && row.lastJob() == null) {
            add(Violation.LOST_WRITE_BACK, past, "migrated, says its outcome, but the row was never written by a job");
        }
    }

    /** Of a row that nobody else wrote, every instance makes the same, and the one whose outcome counts sees what was done. */
    private boolean mayBeUnheard(AssetPast past) {
        return stalls && !past.isUntouched();
    }

    private boolean isOurs(AssetPast past, FinalRow row) {
        return facts.job().equals(row.lastJob()) && rules.isMigrated(past, row);
    }

    /** Its entry in an index may stand before the row, and after it. */
    private boolean mayHaveBeenGone(AssetPast past) {
        return past.original() == null || past.hasDeletes() || past.hasEnds() || facts.effect() == RowEffect.DELETED;
    }

    private boolean mayHaveBeenUnsettled(AssetPast past) {
        var original = past.original();
        Instant settled = facts.startedAt().minus(SETTLED_WITHIN);
        return !past.isUntouched()
                || original == null
                || Instant.EPOCH
                        .plus(original.timestampMicros(), ChronoUnit.MICROS)
                        .isAfter(settled);
    }

    /**
     * After a row has come to its target, only a live write of an older version can bring it below again; or its end, of
     * which the stamp of the job may be left.
     */
    private void judgeReturns(AssetPast past, Trail trail) {
        long excuses = past.liveWrites()
                        .filter(write -> facts.effect() == RowEffect.DELETED || jobs.isDue(past.key(), write.content()))
                        .count()
                + (rules.mayBeOver(past) ? 1 : 0);
        if (trail.isEmittedAfterFailure()) {
            add(Violation.STRANGE_EVENT, past, "emitted again after it had failed");
        } else if (trail.returns() > excuses && trail.has(Outcome.CHANGED)) {
            add(
                    Violation.LOST_WRITE_BACK,
                    past,
                    "found below the target again " + trail.returns() + " times, and " + excuses
                            + " live writes can have brought it there");
        } else if (trail.returns() > excuses) {
            add(Violation.STRANGE_EVENT, past, "emitted again, though nothing had changed");
        }
    }

    private void add(Violation violation, AssetPast past, String words) {
        UUID assetId = past.key().assetId();
        findings.add(violation, assetId, words);
    }
}
