package dev.reprise.common.assets;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * A new payload for a row that was read, with what either fence needs of the reading: its write time, or its values. A few
 * microseconds above the write it was computed from, every later live write or delete wins, whenever it arrives; and a row
 * that still has the values that were read has not been changed by anybody. A repetition changes nothing.
 *
 * <p>Threading: immutable if nobody moves the position of a payload; read it through a duplicate.
 *
 * @param read the row the new payload was computed from
 * @param schemaVersion version of the new payload
 * @param payload UTF-8 JSON
 * @param ttlSeconds rest of the row's life; 0 for no end
 * @param job the job that writes; becomes the row stamp
 * @param fence how far above what was read the job writes, in microseconds, see {@link dev.reprise.common.job.Pinned#fence()}
 */
public record FencedWrite(Asset read, int schemaVersion, ByteBuffer payload, int ttlSeconds, String job, int fence) {

    public FencedWrite {
        Objects.requireNonNull(read, "read");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(job, "job");
        if (ttlSeconds < 0) {
            throw new IllegalArgumentException("ttlSeconds must be at least 0, not " + ttlSeconds);
        }
        if (fence < 1) {
            throw new IllegalArgumentException("a fence is at least 1, not " + fence);
        }
    }

    /**
     * Makes the write that replaces what was read.
     *
     * @param read the row the new payload was computed from
     */
    public static FencedWrite replacing(Asset read, int schemaVersion, ByteBuffer payload, String job, int fence) {
        int ttl = read.ttlSeconds() == null ? 0 : read.ttlSeconds();
        return new FencedWrite(read, schemaVersion, payload, ttl, job, fence);
    }

    /** Returns the id of the asset. */
    public UUID assetId() {
        return read.assetId();
    }

    /** Returns the write time of the new cells, microseconds since the epoch: that of what was read, plus the fence. */
    public long timestampMicros() {
        return read.writtenAtMicros() + fence;
    }

    /** Returns the row as it is when this is written. */
    public Asset written() {
        return new Asset(
                assetId(), schemaVersion, payload, timestampMicros(), ttlSeconds == 0 ? null : ttlSeconds, job);
    }

    /**
     * Returns the same write some time after the row was read, when less of its life is left; empty when the row has
     * ended meanwhile: to write it then would bring it back.
     *
     * @param seconds whole seconds since before the row was read
     */
    public Optional<FencedWrite> after(long seconds) {
        if (ttlSeconds == 0 || seconds <= 0) {
            return Optional.of(this);
        }
        return seconds >= ttlSeconds
                ? Optional.empty()
                : Optional.of(new FencedWrite(read, schemaVersion, payload, (int) (ttlSeconds - seconds), job, fence));
    }
}
