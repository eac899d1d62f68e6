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
 * <p>The commit that came in between may be this one. A catalogue carries it out, the answer is lost, something between here
 * and there sends it again, and the second answer says that it has failed. Iceberg would then delete files that are part of
 * the table. So each commit has a name, and is looked for before it counts as lost.
 *
 * <p>Threading: used by the thread that commits.
 */
final class SamePositions implements SnapshotAncestryValidator {

    /** In the summary of a snapshot: the name of its commit. */
    static final String COMMIT = "reprise.export.commit";

    private final TableOperations operations;
    private final @Nullable String id;
    private final @Nullable String offsets;
    private final @Nullable String commit;

    /** The commit is done, although Iceberg was told otherwise. It is no failure after which Iceberg cleans up. */
    static final class DoneException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private DoneException(String commit) {
            super("the commit " + commit + " is done already");
        }
    }

    /** Takes what the table tells as it is loaded now. */
    SamePositions(Table table) {
        this(
                ((HasTableOperations) table).operations(),
                table.properties().get(ReadPositions.TOPIC_ID),
                table.properties().get(ReadPositions.OFFSETS),
                null);
    }

    private SamePositions(
            TableOperations operations, @Nullable String id, @Nullable String offsets, @Nullable String commit) {
        this.operations = operations;
        this.id = id;
        this.offsets = offsets;
        this.commit = commit;
    }

    /** Returns the same for a commit with a name, which no other commit has. */
    SamePositions orDone(String name) {
        return new SamePositions(operations, id, offsets, name);
    }

    /**
     * Judges one attempt of the commit.
     *
     * @throws DoneException if an earlier attempt was carried out
     */
    @Override
    public boolean validate(Iterable<Snapshot> base) {
        if (hold()) {
            return true;
        }
        for (Snapshot snapshot : base) {
            if (isDone(snapshot)) {
                throw new DoneException(String.valueOf(commit));
            }
        }
        return false;
    }

    private boolean isDone(Snapshot snapshot) {
        return commit != null && commit.equals(snapshot.summary().get(COMMIT));
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
