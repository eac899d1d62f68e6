package dev.reprise.common.job;

import dev.reprise.common.event.Outcome;

/**
 * The ledger of a job: counts of events over all rounds. In a final state {@link #emitted} equals the sum of the other
 * five.
 *
 * <p>Threading: immutable.
 *
 * @param emitted events put into {@code reprocess-events}
 * @param changed rows that were written back
 * @param unchanged rows that needed no write
 * @param overtaken rows at which a live writer was
 * @param gone rows that do not exist
 * @param failed dead letters
 */
public record Counts(long emitted, long changed, long unchanged, long overtaken, long gone, long failed) {

    /** Nothing counted. */
    public static final Counts ZERO = new Counts(0, 0, 0, 0, 0, 0);

    /** Counts emitted events and nothing else. */
    public static Counts emitted(long events) {
        return new Counts(events, 0, 0, 0, 0, 0);
    }

    /** Returns these counts with one outcome more. */
    public Counts plus(Outcome outcome) {
        return switch (outcome) {
            case CHANGED -> new Counts(emitted, changed + 1, unchanged, overtaken, gone, failed);
            case UNCHANGED -> new Counts(emitted, changed, unchanged + 1, overtaken, gone, failed);
            case OVERTAKEN -> new Counts(emitted, changed, unchanged, overtaken + 1, gone, failed);
            case GONE -> new Counts(emitted, changed, unchanged, overtaken, gone + 1, failed);
            case FAILED -> new Counts(emitted, changed, unchanged, overtaken, gone, failed + 1);
        };
    }

    /** Returns the sum, field by field. */
    public Counts plus(Counts other) {
        return new Counts(
                emitted + other.emitted,
                changed + other.changed,
                unchanged + other.unchanged,
                overtaken + other.overtaken,
                gone + other.gone,
                failed + other.failed);
    }

    /** Returns the difference, field by field. */
    public Counts minus(Counts other) {
        return plus(new Counts(
                -other.emitted, -other.changed, -other.unchanged, -other.overtaken, -other.gone, -other.failed));
    }

    /** Returns how many events have come to their outcome. */
    public long processed() {
        return changed + unchanged + overtaken + gone + failed;
    }

    /** Returns whether a count is below zero, which only a difference may be. */
    boolean anyNegative() {
        return emitted < 0 || changed < 0 || unchanged < 0 || overtaken < 0 || gone < 0 || failed < 0;
    }

    /** Returns whether every emitted event has exactly one outcome. */
    public boolean balanced() {
        return emitted == processed();
    }
}
