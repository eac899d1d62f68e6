package dev.reprise.workload.sample;

import java.time.Instant;
import java.util.UUID;

/** Puts time-based ids (RFC 9562, version 1) together from their parts. */
public final class TimeBasedId {

    /** Ticks of 100 ns in a second. */
    static final long TICKS_PER_SECOND = 10_000_000;

    /** Ticks in a millisecond. */
    static final long TICKS_PER_MILLI = 10_000;

    private static final long TICKS_PER_MICRO = 10;

    private static final long NANOS_PER_TICK = 100;

    /** The UUID epoch, 1582-10-15T00:00Z. */
    private static final long UUID_EPOCH_SECONDS = -12_219_292_800L;

    private static final long SEQUENCE_MASK = 0xFF_FFFF_FFFFL;

    private TimeBasedId() {}

    /**
     * Makes an id.
     *
     * @param ticks creation time, in ticks since the UUID epoch
     * @param maker who makes it, 14 bits; becomes the clock sequence
     * @param kind what is made, 8 bits of which the lowest must be set, as it is in every node that is no network card
     * @param sequence number that makes it unique, 40 bits
     */
    public static UUID of(long ticks, int maker, int kind, long sequence) {
        long most = ((ticks & 0xFFFF_FFFFL) << 32)
                | (((ticks >>> 32) & 0xFFFFL) << 16)
                | 0x1000L
                | ((ticks >>> 48) & 0x0FFFL);
        long least = 0x8000_0000_0000_0000L
                | ((maker & 0x3FFFL) << 48)
                | ((kind & 0xFFL) << 40)
                | (sequence & SEQUENCE_MASK);
        return new UUID(most, least);
    }

    /** Returns the ticks of an instant, rounded down. */
    public static long ticks(Instant instant) {
        return (instant.getEpochSecond() - UUID_EPOCH_SECONDS) * TICKS_PER_SECOND + instant.getNano() / NANOS_PER_TICK;
    }

    /** Returns the creation time inside a time-based id, to the tick. */
    public static Instant createdAt(UUID assetId) {
        long ticks = assetId.timestamp();
        return Instant.ofEpochSecond(
                ticks / TICKS_PER_SECOND + UUID_EPOCH_SECONDS, ticks % TICKS_PER_SECOND * NANOS_PER_TICK);
    }

    /** Returns the microseconds since the Unix epoch of some ticks, rounded down. */
    static long epochMicros(long ticks) {
        return (ticks + UUID_EPOCH_SECONDS * TICKS_PER_SECOND) / TICKS_PER_MICRO;
    }

    /** Returns the kind that an id was made with; any number for an id of somebody else. */
    static int kind(UUID assetId) {
        return (int) (assetId.getLeastSignificantBits() >>> 40) & 0xFF;
    }

    /** Returns the sequence number that an id was made with; any number for an id of somebody else. */
    static long sequence(UUID assetId) {
        return assetId.getLeastSignificantBits() & SEQUENCE_MASK;
    }
}
