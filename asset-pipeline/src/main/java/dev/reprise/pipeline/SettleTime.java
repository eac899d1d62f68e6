package dev.reprise.pipeline;

import dev.reprise.common.assets.Asset;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The time for which a row is left to the live writer that wrote it last.
 *
 * <p>Threading: immutable.
 *
 * @param time a row that was written less than this ago has not settled; zero for not at all
 * @param clocks clocks differ by less than this
 */
public record SettleTime(Duration time, Duration clocks) {

    /** Every row has settled. */
    public static final SettleTime NONE = new SettleTime(Duration.ZERO);

    /** Makes the time of a table whose clocks differ by less than it, or it would protect nobody. */
    public SettleTime(Duration time) {
        this(time, time);
    }

    /** Returns the same clocks, by which every row has settled. */
    public SettleTime waitingForNobody() {
        return new SettleTime(Duration.ZERO, clocks);
    }

    /** How a row stands to its live writers. */
    public enum State {
        /** Nobody has written it for a while. */
        SETTLED,
        /** A live writer is at it. */
        UNSETTLED,
        /** Its write time lies in the future, by more than clocks differ; it counts as unsettled. */
        AHEAD
    }

    public SettleTime {
        if (time.isNegative()) {
            throw new IllegalArgumentException("the settle time must be at least 0, not " + time);
        }
    }

    /**
     * Judges a row.
     *
     * @param writtenAtMicros the write time of the row, since the epoch
     * @param fence how far above that it would be written, in microseconds: a live write up to there would lose, so it is that
     *     time which counts
     * @param readAtMillis a moment before it was read, since the epoch
     */
    public State of(long writtenAtMicros, int fence, long readAtMillis) {
        long micros = time.toNanos() / 1000;
        long readAtMicros = TimeUnit.MILLISECONDS.toMicros(readAtMillis);
        if (micros == 0 || writtenAtMicros <= readAtMicros - micros - fence) {
            return State.SETTLED;
        }
        return isAhead(writtenAtMicros, readAtMillis) ? State.AHEAD : State.UNSETTLED;
    }

    /** Returns whether a row was written in the future, by more than clocks differ. */
    public boolean isAhead(Asset row, long readAtMillis) {
        return isAhead(row.writtenAtMicros(), readAtMillis);
    }

    private boolean isAhead(long writtenAtMicros, long readAtMillis) {
        return writtenAtMicros
                > TimeUnit.MILLISECONDS.toMicros(readAtMillis) + TimeUnit.NANOSECONDS.toMicros(clocks.toNanos());
    }
}
