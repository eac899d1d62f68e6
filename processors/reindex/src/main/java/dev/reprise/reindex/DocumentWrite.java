package dev.reprise.reindex;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is done to one document: it is written as the row is, or removed because there is no row.
 *
 * <p>Threading: immutable if nobody moves the position of the payload; read it through a duplicate.
 *
 * @param assetId the id of the asset, and of the document
 * @param index where it stands
 * @param version that of the document, and of the row: microseconds since the epoch. A document with the same or a higher one
 *     stays
 * @param payload UTF-8 JSON, backed by an array; {@code null} to remove the document, if no newer one is there
 * @param overwrites whether a document of the same version is written again; one with a higher version stays all the same
 */
public record DocumentWrite(
        UUID assetId, String index, long version, @Nullable ByteBuffer payload, boolean overwrites) {

    public DocumentWrite {
        Objects.requireNonNull(assetId, "assetId");
        Objects.requireNonNull(index, "index");
    }

    /** Makes what leaves a document of the same version as it is. */
    public DocumentWrite(UUID assetId, String index, long version, @Nullable ByteBuffer payload) {
        this(assetId, index, version, payload, false);
    }

    /** Makes what removes the document of a row that is gone, whatever its version. */
    public static DocumentWrite gone(UUID assetId, String index) {
        return new DocumentWrite(assetId, index, 0, null);
    }

    /** Returns the same at another version. */
    public DocumentWrite at(long found) {
        return new DocumentWrite(assetId, index, found, payload, overwrites);
    }

    /** Returns what takes this document away again, if nobody has written a newer one. */
    public DocumentWrite undone() {
        return new DocumentWrite(assetId, index, version, null);
    }

    /** Returns the size of the document. */
    public int bytes() {
        return payload == null ? 0 : payload.remaining();
    }
}
