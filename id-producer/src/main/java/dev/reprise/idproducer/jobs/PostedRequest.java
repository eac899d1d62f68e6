package dev.reprise.idproducer.jobs;

import dev.reprise.common.request.Rejection;
import dev.reprise.idproducer.plan.LookedTables;
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
    private final @Nullable String traceParent;
    private final LookedTables tables;

    /**
     * Notes what was posted, and where.
     *
     * @param postedAtMillis time stamp of the record, milliseconds since the epoch
     */
    public PostedRequest(
            byte @Nullable [] key, byte @Nullable [] value, Rejection.Position position, long postedAtMillis) {
        this(key, value, position, postedAtMillis, null);
    }

    /**
     * Notes what was posted, and where.
     *
     * @param postedAtMillis time stamp of the record, milliseconds since the epoch
     * @param traceParent the trace it belongs to; {@code null} for none
     */
    public PostedRequest(
            byte @Nullable [] key,
            byte @Nullable [] value,
            Rejection.Position position,
            long postedAtMillis,
            @Nullable String traceParent) {
        this.traceParent = traceParent;
        this.postedAtMillis = postedAtMillis;
        this.key = key;
        this.value = value;
        this.position = position;
        this.tables = LookedTables.NONE;
    }

    private PostedRequest(PostedRequest posted, LookedTables tables) {
        this.key = posted.key;
        this.value = posted.value;
        this.position = posted.position;
        this.postedAtMillis = posted.postedAtMillis;
        this.traceParent = posted.traceParent;
        this.tables = tables;
    }

    /** Returns the same request with the tables that were looked at for it. */
    public PostedRequest beside(LookedTables looked) {
        return new PostedRequest(this, looked);
    }

    /** Returns the tables that were looked at for it. */
    public LookedTables tables() {
        return tables;
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

    /** Returns the trace it belongs to, or {@code null}. */
    public @Nullable String traceParent() {
        return traceParent;
    }

    /** Returns where it was posted. */
    public Rejection.Position position() {
        return position;
    }
}
