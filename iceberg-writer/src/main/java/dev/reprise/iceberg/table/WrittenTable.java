package dev.reprise.iceberg.table;

import dev.reprise.iceberg.progress.ReadPositions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.ValidationException;
import org.apache.iceberg.util.SnapshotUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A table as it was loaded: it tells how far the topic is in it, and takes rows together with how far it is then.
 *
 * <p>Threading: one thread.
 */
final class WrittenTable {

    private static final Logger LOG = LoggerFactory.getLogger(WrittenTable.class);

    private final Table table;
    private final SamePositions unchanged;

    WrittenTable(Table table) {
        this.table = table;
        this.unchanged = new SamePositions(table);
    }

    /** Returns the table itself. */
    Table table() {
        return table;
    }

    /**
     * Returns how far the topic is in the table: by the property of the table, which outlives every snapshot, or by the
     * newest snapshot that tells it, when somebody has removed the property. Empty when the writer has never been here.
     */
    Optional<ReadPositions> positions() {
        Optional<ReadPositions> ofTable = ReadPositions.of(table.properties());
        if (ofTable.isPresent()) {
            return ofTable;
        }
        for (Snapshot snapshot : SnapshotUtil.currentAncestors(table)) {
            Optional<ReadPositions> ofSnapshot = ReadPositions.of(snapshot.summary());
            if (ofSnapshot.isPresent()) {
                return ofSnapshot;
            }
        }
        return Optional.empty();
    }

    /**
     * Appends files and says how far the topic is now, all in one commit. To be called once.
     *
     * @throws LostRaceException if another writer has committed since the table was loaded; nothing is changed
     */
    void append(List<DataFile> files, ReadPositions upTo, Map<String, String> more) {
        Transaction transaction = table.newTransaction();
        if (!files.isEmpty()) {
            // No other file has this name, so no other commit has it either.
            String name = files.get(0).location();
            AppendFiles append = transaction.newAppend().validateWith(unchanged.orDone(name));
            files.forEach(append::appendFile);
            append.set(SamePositions.COMMIT, name);
            upTo.properties().forEach(append::set);
            try {
                append.commit();
            } catch (ValidationException e) {
                throw new LostRaceException(table.name(), e);
            }
        } else if (!unchanged.hold()) {
            throw new LostRaceException(table.name(), new ValidationException("%s", unchanged.errorMessage()));
        }
        UpdateProperties properties = transaction.updateProperties();
        upTo.properties().forEach(properties::set);
        more.forEach(properties::set);
        properties.commit();
        try {
            transaction.commitTransaction();
        } catch (SamePositions.DoneException e) {
            LOG.warn("event=commit-was-done table={} reason=\"the catalogue said that it has failed\"", table.name());
        } catch (ValidationException | CommitFailedException e) {
            // A commit that failed because of others and went on failing is read again too: that is always right.
            throw new LostRaceException(table.name(), e);
        }
    }
}
