package dev.reprise.iceberg.session;

import dev.reprise.common.export.TableName;
import dev.reprise.iceberg.progress.ReadPositions;
import dev.reprise.iceberg.table.Appended;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what is told of sessions, a line each, without the rows. */
public final class ToldEvents implements ExportEvents {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Returns the lines so far. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void begun(ReadPositions committed) {
        lines.add("begun at " + committed.total());
    }

    @Override
    public void read(TableName table, long sentAtMillis) {
        // Too many.
    }

    @Override
    public void rejected(int partition, long offset, String reason) {
        lines.add("rejected: " + reason);
    }

    @Override
    public void committed(TableName table, Appended appended, long tookNanos) {
        lines.add("committed " + appended.rows() + " rows of " + table);
    }

    @Override
    public void advanced(ReadPositions committed, long tookNanos) {
        lines.add("advanced to " + committed.total());
    }

    @Override
    public void outrun(String reason) {
        lines.add("outrun: " + reason);
    }

    @Override
    public void givenUp() {
        lines.add("given up");
    }

    @Override
    public void refused(String reason) {
        lines.add("refused: " + reason);
    }

    @Override
    public void failed(RuntimeException failure) {
        lines.add("failed: " + failure.getMessage());
    }
}
