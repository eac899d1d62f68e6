package dev.reprise.common.assets;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A range of time-based ids within one partition: {@code lowest <= id < below}.
 *
 * @param partition type and bucket
 * @param lowest lower bound, inclusive
 * @param below upper bound, exclusive; doubles as the cursor of a slice, which pages downwards
 */
public record IdRange(AssetPartition partition, UUID lowest, UUID below) {

    /** Below every time-based id, in Cassandra's order: by time, then by the signed bytes of the rest. */
    private static final UUID LOWEST = new UUID(0x0000_0000_0000_1000L, 0x8080_8080_8080_8080L);

    /** Above every time-based id that a clock can give. */
    private static final UUID HIGHEST = new UUID(0xFFFF_FFFF_FFFF_1FFFL, 0x7F7F_7F7F_7F7F_7F7FL);

    /** The UUID epoch, 1582-10-15T00:00Z. */
    private static final long UUID_EPOCH_SECONDS = -12_219_292_800L;

    private static final long TICKS_PER_SECOND = 10_000_000;

    private static final long NANOS_PER_TICK = 100;

    private static final Instant FIRST = Instant.ofEpochSecond(UUID_EPOCH_SECONDS);

    /** The whole seconds that fit into the 60 bits of an id's time end here, in the year 5236. */
    private static final Instant LAST = Instant.ofEpochSecond(((1L << 60) - 1) / TICKS_PER_SECOND + UUID_EPOCH_SECONDS);

    public IdRange {
        Objects.requireNonNull(partition, "partition");
        Objects.requireNonNull(lowest, "lowest");
        Objects.requireNonNull(below, "below");
    }

    /**
     * Returns the ids created in a range of time, to the tick of 100 ns.
     *
     * @param from first instant, inclusive; {@code null} for the beginning
     * @param to last instant, exclusive; {@code null} for no end
     */
    public static IdRange of(AssetPartition partition, @Nullable Instant from, @Nullable Instant to) {
        return new IdRange(partition, from == null ? LOWEST : firstAt(from), to == null ? HIGHEST : firstAt(to));
    }

    /** Returns what is left of the range below a cursor. */
    public IdRange below(UUID cursor) {
        return new IdRange(partition, lowest, cursor);
    }

    /** Returns how much time the range spans, in ticks of 100 ns. */
    public long ticks() {
        return below.timestamp() - lowest.timestamp();
    }

    /**
     * Returns the newest part of the range.
     *
     * @param ticks how much time it may span, in ticks of 100 ns
     * @return the range itself where it spans no more
     */
    public IdRange newest(long ticks) {
        return ticks >= ticks() ? this : new IdRange(partition, firstAt(below.timestamp() - ticks), below);
    }

    /** Returns the lowest id that can be made at an instant; instants no id can hold give the end they lie beyond. */
    private static UUID firstAt(Instant instant) {
        if (instant.isBefore(FIRST)) {
            return LOWEST;
        }
        if (instant.isAfter(LAST)) {
            return HIGHEST;
        }
        long ticks = (instant.getEpochSecond() - UUID_EPOCH_SECONDS) * TICKS_PER_SECOND
                + (instant.getNano() + NANOS_PER_TICK - 1) / NANOS_PER_TICK;
        return firstAt(ticks);
    }

    /** Returns the lowest id of a tick, counted from the UUID epoch. */
    private static UUID firstAt(long ticks) {
        long mostSignificant = ((ticks & 0xFFFF_FFFFL) << 32)
                | (((ticks >>> 32) & 0xFFFFL) << 16)
                | 0x1000L
                | ((ticks >>> 48) & 0x0FFFL);
        return new UUID(mostSignificant, 0x8080_8080_8080_8080L);
    }
}
