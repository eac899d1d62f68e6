package dev.reprise.iceberg.session;

import dev.reprise.common.export.TableName;
import dev.reprise.iceberg.progress.ReadPositions;
import dev.reprise.iceberg.table.Appended;

/** What is told of sessions, to who logs and counts; always by the thread of the sessions. */
public interface ExportEvents {

    /** A session has begun where the tables end. */
    void begun(ReadPositions committed);

    /** A row is read, and waits for a commit. */
    void read(TableName table, long sentAtMillis);

    /** A record belongs into no table. */
    void rejected(int partition, long offset, String reason);

    /** The rows of a table are committed. */
    void committed(TableName table, Appended appended, long tookNanos);

    /** All that was read is committed. */
    void advanced(ReadPositions committed, long tookNanos);

    /** Another writer was faster: what is not committed is read again. */
    void outrun(String reason);

    /** The service is being stopped in the middle of a commit, which is given up. */
    void givenUp();

    /** A person must decide something before anything is read. */
    void refused(String reason);

    /** A session has failed; another one follows. */
    void failed(RuntimeException failure);
}
