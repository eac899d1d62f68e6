package dev.reprise.bench;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row as a baseline reads it.
 *
 * <p>Threading: immutable if nobody moves the position of the payload.
 *
 * @param assetId the id of the asset
 * @param schemaVersion version of the payload
 * @param writtenAtMicros newest write time of payload and version, microseconds since the epoch
 * @param payload JSON; {@code null} where it was not asked for
 */
public record PlainRow(UUID assetId, int schemaVersion, long writtenAtMicros, @Nullable ByteBuffer payload) {

    /** Returns the payload as bytes. */
    public byte[] payloadBytes() {
        ByteBuffer bytes = payload;
        if (bytes == null) {
            throw new IllegalStateException("the payload was not asked for");
        }
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }
}
