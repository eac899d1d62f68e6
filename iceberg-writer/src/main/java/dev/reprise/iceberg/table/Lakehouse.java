package dev.reprise.iceberg.table;

import dev.reprise.common.export.TableName;
import dev.reprise.iceberg.progress.ReadPositions;
import dev.reprise.iceberg.schema.PayloadColumns;
import dev.reprise.iceberg.spill.Spill;
import dev.reprise.iceberg.spill.SpillKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.exceptions.NoSuchTableException;

/**
 * The tables in a catalogue. Each tells how far the topic is in it. The writer's own table tells how far it is in all of them,
 * and has the records that belong into none.
 *
 * <p>Threading: one thread.
 */
public final class Lakehouse {

    /** In the property of the own table: ids of topics that were replaced, and a person has accepted it. */
    private static final String REPLACED = "reprise.export.replaced-topics";

    private static final Map<String, String> NEW_TABLE = Map.of(
            TableProperties.FORMAT_VERSION, "2",
            // Every commit makes a file of metadata, one in five minutes.
            TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true",
            TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "20");

    private final Catalog catalog;
    private final TableName own;
    private final FileTerms files;
    private final PayloadColumns payloads;

    /** What a commit moves on from, and to. */
    private record Move(ReadPositions since, ReadPositions upTo) {}

    /**
     * Opens the tables.
     *
     * @param own name of the writer's own table
     * @param payloads which properties of payloads are columns
     */
    public Lakehouse(Catalog catalog, TableName own, FileTerms files, PayloadColumns payloads) {
        this.catalog = catalog;
        this.own = own;
        this.files = files;
        this.payloads = payloads;
    }

    /** Returns the name of the writer's own table. */
    public TableName own() {
        return own;
    }

    /**
     * Returns how far the topic is in all tables.
     *
     * @param topicId of the topic that is read when nothing was ever read
     */
    public ReadPositions positions(String topicId) {
        Table table = loaded(own).orElseGet(() -> created(own, new RejectedRows(), topicId));
        return new WrittenTable(table).positions().orElse(ReadPositions.none(topicId));
    }

    /**
     * Begins a topic in the place of another, which a person has accepted.
     *
     * @throws LostRaceException if another writer was faster
     */
    public void replaceTopic(ReadPositions from) {
        Table table = loaded(own).orElseGet(() -> created(own, new RejectedRows(), from.topicId()));
        var written = new WrittenTable(table);
        Set<String> replaced = replaced(table);
        written.positions().map(ReadPositions::topicId).ifPresent(replaced::add);
        written.append(List.of(), from, Map.of(REPLACED, String.join(",", replaced)));
    }

    /** Returns whether rows of a topic may go into a table. */
    public Standing standing(TableName name, String topicId) {
        if (name.namespace().equals(TableName.RESERVED)) {
            return new Standing.Foreign("the namespace " + TableName.RESERVED + " is the writer's own");
        }
        Optional<Table> found = loaded(name);
        if (found.isEmpty()) {
            return new Standing.Open(ReadPositions.none(topicId));
        }
        Optional<ReadPositions> stored = new WrittenTable(found.get()).positions();
        if (stored.isEmpty()) {
            return new Standing.Foreign("the table " + name + " was not made by iceberg-writer");
        }
        ReadPositions positions = stored.get();
        if (positions.topicId().equals(topicId)) {
            return new Standing.Open(positions);
        }
        boolean isReplaced = loaded(own)
                .map(Lakehouse::replaced)
                .filter(ids -> ids.contains(positions.topicId()))
                .isPresent();
        return isReplaced
                ? new Standing.Open(ReadPositions.none(topicId))
                : new Standing.Foreign(
                        "the table " + name + " belongs to another topic, with the id " + positions.topicId());
    }

    /**
     * Appends the rows that wait for a table, and says how far the topic is in it, in one commit.
     *
     * @param since what the table told when the first of the rows was read
     * @return what was appended
     * @throws LostRaceException if another writer has committed since then; nothing is changed
     * @throws StoppedException if the service is being stopped; nothing is changed
     */
    public Appended append(TableName name, Spill rows, ReadPositions since, ReadPositions upTo) {
        Table table = loaded(name).orElseGet(() -> created(name, new AssetRows(), since.topicId()));
        Set<String> types = rows.keys(name).stream().map(SpillKey::assetType).collect(Collectors.toSet());
        TypedColumns.add(table, types, payloads);
        return append(name, table, new AssetRows(), rows, new Move(since, upTo));
    }

    /**
     * Says how far the topic is in all tables, and appends the records that belong into none.
     *
     * @param since what was told before
     * @throws LostRaceException if another writer has committed since then; nothing is changed
     */
    public Appended advance(Spill rows, ReadPositions since, ReadPositions upTo) {
        Table table = loaded(own).orElseThrow(() -> lost(own, "it is gone"));
        return append(own, table, new RejectedRows(), rows, new Move(since, upTo));
    }

    private Appended append(TableName name, Table table, RowForm form, Spill rows, Move move) {
        var written = new WrittenTable(table);
        if (!isAsRead(written.positions(), move.since())) {
            throw lost(name, "its offsets have changed");
        }
        try (var made = new TableFiles(table, form, files)) {
            for (SpillKey key : rows.keys(name)) {
                rows.forEach(key, made::write);
                made.endPartition();
            }
            List<DataFile> finished = made.finished();
            commit(written, made, move.upTo());
            return appended(finished);
        }
    }

    private static Appended appended(List<DataFile> files) {
        return new Appended(
                files.stream().mapToLong(DataFile::recordCount).sum(),
                files.size(),
                files.stream().mapToLong(DataFile::fileSizeInBytes).sum());
    }

    /** The table is loaded anew for a commit, and may tell something else than when its first row was read. */
    private static boolean isAsRead(Optional<ReadPositions> now, ReadPositions since) {
        boolean isOfReplacedTopic = now.isPresent()
                && !now.get().topicId().equals(since.topicId())
                && since.next().isEmpty();
        return isOfReplacedTopic || now.filter(since::equals).isPresent();
    }

    private static LostRaceException lost(TableName name, String how) {
        return new LostRaceException(name.toString(), new IllegalStateException(how));
    }

    private static void commit(WrittenTable written, TableFiles files, ReadPositions upTo) {
        List<DataFile> finished = files.finished();
        try {
            written.append(finished, upTo, Map.of());
            files.takenOver();
        } catch (LostRaceException e) {
            throw e;
        } catch (RuntimeException e) {
            // Nobody knows whether the commit is done; if so, the files are part of the table.
            files.takenOver();
            throw e;
        }
    }

    private Optional<Table> loaded(TableName name) {
        try {
            return Optional.of(catalog.loadTable(identifier(name)));
        } catch (NoSuchTableException e) {
            return Optional.empty();
        }
    }

    private Table created(TableName name, RowForm form, String topicId) {
        if (catalog instanceof SupportsNamespaces namespaces) {
            Namespace namespace = Namespace.of(name.namespace());
            try {
                if (!namespaces.namespaceExists(namespace)) {
                    namespaces.createNamespace(namespace);
                }
            } catch (AlreadyExistsException e) {
                // Another writer was faster; it is there, which is all that counts.
            }
        }
        try {
            return catalog.buildTable(identifier(name), form.columns())
                    .withPartitionSpec(form.partitions())
                    .withProperties(NEW_TABLE)
                    // From the first moment on it tells whose it is.
                    .withProperties(ReadPositions.none(topicId).properties())
                    .create();
        } catch (AlreadyExistsException e) {
            throw new LostRaceException(name.toString(), e);
        }
    }

    private static Set<String> replaced(Table own) {
        String ids = own.properties().getOrDefault(REPLACED, "");
        return ids.isEmpty() ? new TreeSet<>() : new TreeSet<>(Arrays.asList(ids.split(",")));
    }

    private static TableIdentifier identifier(TableName name) {
        return TableIdentifier.of(name.namespace(), name.table());
    }
}
