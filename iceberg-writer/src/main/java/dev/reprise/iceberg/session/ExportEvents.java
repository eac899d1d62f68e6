package dev.reprise.iceberg.session;

/** What is told of sessions, to who logs. */
public interface ExportEvents {

    /** Rows of a table are committed. */
    void committed(String table, long rows, long tookMillis);

    /** A record belongs into no table. */
    void rejected(int partition, long offset, String reason);

    /** What is not committed is read again, and nothing is wrong. */
    void begunAgain(String reason);

    /** A session has failed; another one follows. */
    void failed(RuntimeException failure);
}
