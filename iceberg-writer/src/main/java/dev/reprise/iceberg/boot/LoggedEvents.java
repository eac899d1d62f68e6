package dev.reprise.iceberg.boot;

import dev.reprise.iceberg.session.ExportEvents;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log what becomes of rows.
 *
 * <p>Threading: safe for any number of threads.
 */
final class LoggedEvents implements ExportEvents {

    private static final Logger LOG = LoggerFactory.getLogger(LoggedEvents.class);

    @Override
    public void committed(String table, long rows, long tookMillis) {
        LOG.info("event=committed table={} rows={} tookMillis={}", table, rows, tookMillis);
    }

    @Override
    public void rejected(int partition, long offset, String reason) {
        LOG.warn("event=rejected partition={} offset={} reason=\"{}\"", partition, offset, reason);
    }

    @Override
    public void begunAgain(String reason) {
        LOG.warn("event=begun-again reason=\"{}\"", reason);
    }

    @Override
    public void failed(RuntimeException failure) {
        LOG.error("event=session-failed", failure);
    }
}
