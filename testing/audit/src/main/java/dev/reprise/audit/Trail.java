package dev.reprise.audit;

import dev.reprise.common.event.Outcome;
import java.util.Map;

/**
 * What the topics show of one asset: a bit for each round.
 *
 * <p>Threading: immutable.
 *
 * @param events rounds in which it was emitted
 * @param outcomes rounds that came to an outcome, by the outcome
 * @param letters dead letters
 */
record Trail(int events, Map<Outcome, Integer> outcomes, int letters) {

    /** Of an asset that no topic knows. */
    static final Trail NONE = new Trail(0, Map.of(), 0);

    /** Returns the rounds with an outcome. */
    int rounds(Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    boolean has(Outcome outcome) {
        return rounds(outcome) != 0;
    }

    /** Returns the rounds with any outcome. */
    int ended() {
        return outcomes.values().stream().reduce(0, (some, more) -> some | more);
    }

    boolean isEmitted() {
        return events != 0;
    }

    boolean isDeadLettered() {
        return letters > 0;
    }

    /** Returns how often the asset was emitted again though it had come to an end that is none to come back from. */
    int returns() {
        int returns = 0;
        int previous = 0;
        for (int round = 0; round < EventLedger.ROUNDS_MAX; round++) {
            int bit = 1 << round;
            if ((events & bit) != 0) {
                boolean ended = (ended() & previous) != 0 && (rounds(Outcome.OVERTAKEN) & previous) == 0;
                returns += ended ? 1 : 0;
                previous = bit;
            }
        }
        return returns;
    }

    /** Returns whether the asset was emitted in a round after it had failed. */
    boolean isEmittedAfterFailure() {
        int failed = Integer.lowestOneBit(rounds(Outcome.FAILED));
        return failed != 0 && Integer.highestOneBit(events) > failed;
    }
}
