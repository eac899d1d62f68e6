package dev.reprise.idproducer.jobs;

/**
 * How far the requests of one partition are handled. The intake hands requests on in their order and at least once, so what
 * lies before this place comes again after a crash; carried out again, an old command would undo a newer one of another
 * partition. A topic that was made anew begins at offset 0 with later times, and is not taken for the old one.
 *
 * <p>Threading: immutable.
 *
 * @param offset of the newest request
 * @param postedAtMillis latest time of all of them, milliseconds since the epoch, as posted
 */
public record RequestDeduplication(long offset, long postedAtMillis) {

    /** Nothing is handled yet. */
    public static final RequestDeduplication NOTHING = new RequestDeduplication(-1, -1);

    /** Returns whether a request was handled before; one whose place is not known never was. */
    public boolean covers(PostedRequest posted) {
        return posted.position().offset() >= 0
                && posted.position().offset() <= offset
                && posted.postedAtMillis() <= postedAtMillis;
    }

    /** Returns the place behind one more request. */
    public RequestDeduplication with(PostedRequest posted) {
        return new RequestDeduplication(posted.position().offset(), Math.max(posted.postedAtMillis(), postedAtMillis));
    }
}
