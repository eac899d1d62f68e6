package dev.reprise.bench.lake;

import dev.reprise.bench.EachOnce;
import dev.reprise.bench.Items;
import dev.reprise.bench.PlainRow;
import dev.reprise.bench.ProcessorTask;
import dev.reprise.bench.RowSource;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.localstack.process.Deadline;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.iceberg.AppendFiles;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.SnapshotSummary;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.Namespace;
import org.apache.iceberg.catalog.SupportsNamespaces;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.iceberg.io.CloseableIterable;

/**
 * {@code export}: every row into a new table of Iceberg. The loop reads ahead by some threads, writes Parquet by one, and commits once.
 * The service has the same catalogue.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class ExportTask implements ProcessorTask {

    private static final String NAMESPACE = "analytics";

    private static final Duration COMMITTED_WITHIN = Duration.ofMinutes(10);

    private final Items items;
    private final RowSource rows;
    private final Runnable pause;
    private final Catalog catalog;
    private int tables;

    /**
     * Opens the catalogue.
     *
     * @param warehouse folder of the tables, which is made when it is missing
     * @param pause lets a moment go by
     */
    public ExportTask(Path warehouse, Items items, RowSource rows, Runnable pause) {
        this.items = items;
        this.rows = rows;
        this.pause = pause;
        try {
            Files.createDirectories(warehouse);
        } catch (IOException e) {
            throw new FailedException("cannot make the folder " + warehouse, e);
        }
        this.catalog = CatalogUtil.buildIcebergCatalog(
                "reprise",
                Map.of(
                        "type",
                        CatalogUtil.ICEBERG_CATALOG_TYPE_JDBC,
                        "jdbc.schema-version",
                        "V1",
                        "uri",
                        "jdbc:sqlite:" + warehouse.resolve("catalog.db") + "?journal_mode=WAL&busy_timeout=10000",
                        "warehouse",
                        warehouse.toString(),
                        "io-impl",
                        PlainFiles.class.getName()),
                null);
    }

    /**
     * Writes the JSON Schema of the payloads into a folder, for the service.
     *
     * @return the folder
     */
    public static Path schemas(Path folder, String assetType) {
        try {
            Path of = Files.createDirectories(folder.resolve(assetType));
            Files.writeString(of.resolve("v1.json"), PlainTable.PAYLOAD_SCHEMA);
            return folder;
        } catch (IOException e) {
            throw new FailedException("cannot write schemas to " + folder, e);
        }
    }

    @Override
    public Items items() {
        return items;
    }

    @Override
    public String prepare(String contestant) {
        return NAMESPACE + "." + contestant + "_" + ++tables;
    }

    @Override
    public void loop(String target) {
        Table table = created(target);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        var files = new OpenFiles(table);
        try {
            rows.read(
                    items.assetType(),
                    (partition, page) -> CompletableFuture.runAsync(() -> write(files, partition, page), writer));
        } finally {
            writer.shutdownNow();
        }
        AppendFiles append = table.newAppend();
        files.finish().forEach(append::appendFile);
        append.commit();
    }

    private static void write(OpenFiles files, AssetPartition partition, List<PlainRow> page) {
        page.forEach(row -> files.write(partition, row));
    }

    private Table created(String target) {
        Namespace namespace = Namespace.of(NAMESPACE);
        if (catalog instanceof SupportsNamespaces namespaces && !namespaces.namespaceExists(namespace)) {
            namespaces.createNamespace(namespace);
        }
        return catalog.buildTable(TableIdentifier.parse(target), PlainTable.COLUMNS)
                .withPartitionSpec(PlainTable.PARTITIONS)
                .create();
    }

    @Override
    public Map<String, Object> request(String target) {
        return Map.of("name", "export", "table", target);
    }

    @Override
    public boolean isHandedOn() {
        return true;
    }

    /** Ends when a snapshot of the table has all rows. */
    @Override
    public void awaitResult(String target) {
        Deadline deadline = Deadline.in(COMMITTED_WITHIN);
        while (committed(target) < items.count()) {
            if (deadline.hasPassed()) {
                throw new FailedException("the table " + target + " has " + committed(target) + " rows after "
                        + COMMITTED_WITHIN.toMinutes() + " minutes");
            }
            pause.run();
        }
    }

    private long committed(String target) {
        try {
            Snapshot snapshot = catalog.loadTable(TableIdentifier.parse(target)).currentSnapshot();
            return snapshot == null
                    ? 0
                    : Long.parseLong(snapshot.summary().getOrDefault(SnapshotSummary.TOTAL_RECORDS_PROP, "0"));
        } catch (NoSuchTableException e) {
            return 0;
        }
    }

    /** Reads the files of the snapshot by DuckDB: not by the library that has written them. */
    @Override
    public void verify(String target) {
        var found = new EachOnce(items);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet all = statement.executeQuery(
                        "SELECT asset_id, title, year FROM read_parquet([" + files(target) + "])")) {
            while (all.next()) {
                String title = all.getString(2);
                boolean hasYear = all.getLong(3) > 0;
                found.found(
                        UUID.fromString(all.getString(1)),
                        index -> items.title(index).equals(title) && hasYear);
            }
        } catch (IOException | SQLException e) {
            throw new FailedException("cannot read the table " + target + ": " + e.getMessage(), e);
        }
        found.require("the table " + target);
    }

    private String files(String target) throws IOException {
        var names = new StringJoiner(", ");
        Table table = catalog.loadTable(TableIdentifier.parse(target));
        try (CloseableIterable<FileScanTask> files = table.newScan().planFiles()) {
            files.forEach(file -> names.add("'" + file.file().location().replace("'", "''") + "'"));
        }
        return names.toString();
    }

    @Override
    public void close() {
        if (catalog instanceof Closeable open) {
            try {
                open.close();
            } catch (IOException e) {
                throw new FailedException("cannot close the catalogue", e);
            }
        }
    }
}
