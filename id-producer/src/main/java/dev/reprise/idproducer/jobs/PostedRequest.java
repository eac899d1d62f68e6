package dev.reprise.idproducer.jobs;

import dev.reprise.common.request.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was posted, for the answer when it has to be refused.
 *
 * <p>Threading: not to be changed after creation; arrays are handed on and never compared.
 */
public final class PostedRequest {

    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final Rejection.Position position;
    private final long postedAtMillis;

    /**
     * Notes what was posted, and where.
     *
     * @param postedAtMillis time stamp of the record, milliseconds since the epoch
     */
    public PostedRequest(
            byte @Nullable [] key, byte @Nullable [] value, Rejection.Position position, long postedAtMillis) {
        this.postedAtMillis = postedAtMillis;
        this.key = key;
        this.value = value;
        this.position = position;
    }

    /** Returns the key as posted. */
    public byte @Nullable [] key() {
        return key;
    }

    /** Returns the value as posted. */
    public byte @Nullable [] value() {
        return value;
    }

    /** Returns when it was posted, as its record says; milliseconds since the epoch. */
    public long postedAtMillis() {
        return postedAtMillis;
    }

    /** Returns where it was posted. */
    public Rejection.Position position() {
        return position;
    }
}
