package dev.reprise.localstack.audit;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.job.Counts;
import java.util.Arrays;
import java.util.UUID;

/**
 * Which assets of a job were emitted, in which rounds, and what became of each, as the topics show it.
 *
 * <p>Threading: one thread. Memory is about 50 bytes an asset.
 */
final class EventLedger {

    /** Rounds that fit into the bits kept per asset; jobs end long before. */
    static final int ROUNDS_MAX = 31;

    private static final int MIGRATED = 1;

    private static final int FAILED = 1 << 1;

    private static final int DEAD_LETTERED = 1 << 2;

    private static final int BLAMED = 1 << 3;

    private final JobFacts facts;
    private final Findings findings;
    private final IdIndex ids = new IdIndex();
    private int[] eventRounds = new int[1024];
    private int[] outcomeRounds = new int[1024];

    /** What the outcomes and the dead letters say. */
    private int[] marks = new int[1024];

    private Counts counts = Counts.ZERO;

    EventLedger(JobFacts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
    }

    void event(EmittedEvent emitted) {
        AssetEvent event = emitted.event();
        counts = counts.plus(Counts.emitted(1));
        if (!facts.selects(event.assetType(), event.assetId())) {
            findings.add(Violation.STRANGE_EVENT, event.assetId(), "emitted, though it is outside of the selection");
        }
        if (!isBounded(emitted.round())) {
            findings.add(Violation.STRANGE_EVENT, event.assetId(), "emitted in round " + emitted.round());
            return;
        }
        int number = number(event.assetId());
        int bit = bit(emitted.round());
        if ((eventRounds[number] & bit) != 0) {
            findings.add(Violation.DUPLICATED_EVENT, event.assetId(), "emitted again in round " + emitted.round());
        }
        eventRounds[number] |= bit;
    }

    /** Notes an outcome; all events come first. */
    void outcome(OutcomeRecord outcome) {
        counts = counts.plus(outcome.outcome());
        int number = number(outcome.assetId());
        int bit = isBounded(outcome.round()) ? bit(outcome.round()) : 0;
        String words = outcome.outcome() + " in round " + outcome.round();
        if ((eventRounds[number] & bit) == 0) {
            findings.add(Violation.SURPLUS_OUTCOME, outcome.assetId(), words + " without an event");
        } else if ((outcomeRounds[number] & bit) != 0) {
            findings.add(Violation.SURPLUS_OUTCOME, outcome.assetId(), words + " after another outcome");
        }
        outcomeRounds[number] |= bit;
        marks[number] |= mark(outcome.outcome());
    }

    void deadLetter(DeadLetter letter) {
        int number = number(letter.event().assetId());
        marks[number] |= DEAD_LETTERED | (letter.isAboutContent() ? BLAMED : 0);
        if (eventRounds[number] == 0) {
            findings.add(Violation.STRANGE_EVENT, letter.event().assetId(), "dead-lettered without an event");
        }
    }

    /** Looks for events without outcomes, and for failures without dead letters; only where outcomes are recorded. */
    void checkOutcomes() {
        ids.forEach((assetId, number) -> {
            int missing = eventRounds[number] & ~outcomeRounds[number];
            if (missing != 0) {
                String round = Integer.toString(Integer.numberOfTrailingZeros(missing) + 1);
                findings.add(Violation.MISSING_OUTCOME, assetId, "no outcome in round " + round);
            }
            boolean failed = (marks[number] & FAILED) != 0;
            if (failed != isDeadLettered(assetId)) {
                findings.add(
                        Violation.WRONG_OUTCOME,
                        assetId,
                        failed ? "failed without a dead letter" : "dead-lettered, but its outcome is not failed");
            }
        });
    }

    /** Returns how many events, and how many outcomes of each kind, the topics show. */
    Counts counts() {
        return counts;
    }

    /** Returns how many assets there are. */
    int assets() {
        return ids.size();
    }

    /** Returns whether outcomes are recorded for this job. */
    boolean hasOutcomes() {
        return facts.outcomes();
    }

    boolean isEmitted(UUID assetId) {
        int number = ids.find(assetId);
        return number >= 0 && eventRounds[number] != 0;
    }

    boolean isDeadLettered(UUID assetId) {
        return has(assetId, DEAD_LETTERED);
    }

    /** Returns whether a dead letter says that the payload was at fault. */
    boolean isBlamed(UUID assetId) {
        return has(assetId, BLAMED);
    }

    /** Returns whether an outcome says that the asset was migrated. */
    boolean isSaidMigrated(UUID assetId) {
        return has(assetId, MIGRATED);
    }

    private boolean has(UUID assetId, int mark) {
        int number = ids.find(assetId);
        return number >= 0 && (marks[number] & mark) != 0;
    }

    private int number(UUID assetId) {
        int number = ids.number(assetId);
        if (number >= marks.length) {
            int length = Math.multiplyExact(marks.length, 2);
            eventRounds = Arrays.copyOf(eventRounds, length);
            outcomeRounds = Arrays.copyOf(outcomeRounds, length);
            marks = Arrays.copyOf(marks, length);
        }
        return number;
    }

    private static boolean isBounded(int round) {
        return round >= 1 && round <= ROUNDS_MAX;
    }

    private static int bit(int round) {
        return 1 << (round - 1);
    }

    private static int mark(Outcome outcome) {
        return switch (outcome) {
            case MIGRATED -> MIGRATED;
            case FAILED -> FAILED;
            case ALREADY_CURRENT, OVERTAKEN, GONE -> 0;
        };
    }
}
