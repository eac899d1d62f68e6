package dev.reprise.iceberg.boot;

import dev.reprise.common.export.TableName;
import dev.reprise.iceberg.progress.ReadPositions;
import dev.reprise.iceberg.session.ExportEvents;
import dev.reprise.iceberg.table.Appended;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log what becomes of rows.
 *
 * <p>Threading: safe for any number of threads.
 */
final class LoggedEvents implements ExportEvents {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedEvents.class);

    private static final String BEGUN_AGAIN = "event=begun-again reason=\"{}\"";

    @Override
    public void begun(ReadPositions committed) {
        LOG.info("event=session-begun topicId={} offsets={}", committed.topicId(), committed.next());
    }

    @Override
    public void read(TableName table, long sentAtMillis) {
        // A line for each row would be too many.
    }

    @Override
    public void rejected(int partition, long offset, String reason) {
        LOG.warn("event=rejected partition={} offset={} reason=\"{}\"", partition, offset, reason);
    }

    @Override
    public void committed(TableName table, Appended appended, long tookNanos) {
        LOG.info(
                "event=committed table={} rows={} files={} bytes={} tookMillis={}",
                table,
                appended.rows(),
                appended.files(),
                appended.bytes(),
                TimeUnit.NANOSECONDS.toMillis(tookNanos));
    }

    @Override
    public void advanced(ReadPositions committed, long tookNanos) {
        // The tables have told what was committed.
    }

    @Override
    public void outrun(String reason) {
        LOG.warn(BEGUN_AGAIN, reason);
    }

    @Override
    public void givenUp() {
        LOG.warn(BEGUN_AGAIN, "stopped in the middle of a commit, which is given up");
    }

    @Override
    public void refused(String reason) {
        LOG.warn("event=refused reason=\"{}\"", reason);
    }

    @Override
    public void failed(RuntimeException failure) {
        LOG.error("event=session-failed", failure);
    }
}
