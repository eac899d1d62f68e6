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

    /** Notes what was posted, and where. */
    public PostedRequest(byte @Nullable [] key, byte @Nullable [] value, Rejection.Position position) {
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

    /** Returns where it was posted. */
    public Rejection.Position position() {
        return position;
    }
}
