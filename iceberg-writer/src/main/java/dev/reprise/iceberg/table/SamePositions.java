package dev.reprise.iceberg.table;

import dev.reprise.iceberg.progress.ReadPositions;
import java.util.Objects;
import org.apache.iceberg.HasTableOperations;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotAncestryValidator;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableOperations;
import org.jspecify.annotations.Nullable;

/**
 * Lets a commit through only while the table tells the same offsets as when the rows were read. Iceberg asks again whenever
 * it repeats a commit on top of another one: compaction may come in between, a second writer may not. The property of the
 * table is asked, not the snapshots, since those may have expired.
 *
 * <p>Threading: used by the thread that commits.
 */
final class SamePositions implements SnapshotAncestryValidator {

    private final TableOperations operations;
    private final @Nullable String id;
    private final @Nullable String offsets;

    /** Takes what the table tells as it is loaded now. */
    SamePositions(Table table) {
        this.operations = ((HasTableOperations) table).operations();
        this.id = table.properties().get(ReadPositions.TOPIC_ID);
        this.offsets = table.properties().get(ReadPositions.OFFSETS);
    }

    @Override
    public boolean validate(Iterable<Snapshot> base) {
        return hold();
    }

    /** Returns whether the newest state that is known of the table tells the same. */
    boolean hold() {
        TableMetadata now = operations.current();
        return Objects.equals(now.properties().get(ReadPositions.TOPIC_ID), id)
                && Objects.equals(now.properties().get(ReadPositions.OFFSETS), offsets);
    }

    @Override
    public String errorMessage() {
        return "the offsets of the table have changed";
    }
}
