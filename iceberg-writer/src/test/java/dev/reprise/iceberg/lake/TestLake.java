package dev.reprise.iceberg.lake;

import dev.reprise.common.export.TableName;
import dev.reprise.iceberg.config.CatalogProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.io.CloseableIterable;

/** A warehouse in a folder, with its catalogue in SQLite; read by DuckDB, which knows nothing of Iceberg's library. */
public final class TestLake {

    private final Supplier<Catalog> catalog;

    /** Creates it. */
    public TestLake(Path folder) {
        this(() -> CatalogUtil.buildIcebergCatalog(
                "reprise", CatalogProperties.local(folder.toString()).properties(), null));
    }

    /** Creates one with another catalogue. */
    public TestLake(Supplier<Catalog> catalog) {
        this.catalog = catalog;
    }

    /** Opens the catalogue once more, as another process would. */
    public Catalog catalog() {
        return catalog.get();
    }

    /** Loads a table. */
    public Table table(TableName name) {
        return catalog().loadTable(TableIdentifier.of(name.namespace(), name.table()));
    }

    /** Returns the files of the current snapshot. */
    public List<String> files(TableName name) {
        List<String> files = new ArrayList<>();
        try (CloseableIterable<FileScanTask> tasks = table(name).newScan().planFiles()) {
            tasks.forEach(task -> files.add(task.file().location()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    /**
     * Asks DuckDB.
     *
     * @param select expressions, such as {@code asset_id, payload}
     * @param rest what follows the table, such as {@code order by 1}
     * @return a line for each row, the values separated by {@code |}
     */
    public List<String> query(TableName name, String select, String rest) {
        List<String> files = files(name);
        if (files.isEmpty()) {
            return List.of();
        }
        String list = files.stream().map(file -> "'" + file + "'").collect(Collectors.joining(","));
        List<String> lines = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select " + select + " from read_parquet([" + list + "], union_by_name=true) " + rest)) {
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= columns; column++) {
                    values.add(rows.getString(column));
                }
                lines.add(String.join("|", values));
            }
        } catch (SQLException e) {
            throw new AssertionError("DuckDB cannot read the table", e);
        }
        return lines;
    }
}
