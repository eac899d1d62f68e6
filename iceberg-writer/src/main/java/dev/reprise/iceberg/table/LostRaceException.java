package dev.reprise.iceberg.table;

/** Another writer has committed to the table meanwhile; what was read since then is read again. */
public final class LostRaceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostRaceException(String table, Throwable cause) {
        super("another writer has committed to " + table, cause);
    }
}
