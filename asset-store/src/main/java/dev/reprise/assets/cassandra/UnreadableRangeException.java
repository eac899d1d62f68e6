package dev.reprise.assets.cassandra;

/** Ids that cannot be read however small the range is; the message says which, and what Cassandra found too much. */
public final class UnreadableRangeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableRangeException(String message, Throwable cause) {
        super(message, cause);
    }
}
