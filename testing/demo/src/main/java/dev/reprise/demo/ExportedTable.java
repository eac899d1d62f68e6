package dev.reprise.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A table as it lies in a folder, read without the library that has written it: its metadata as the JSON that it is, its files
 * by DuckDB.
 *
 * <p>Threading: one thread, which blocks.
 */
final class ExportedTable {

    private static final String METADATA = ".metadata.json";

    private final Path folder;

    ExportedTable(Path folder) {
        this.folder = folder;
    }

    /** Returns how many rows the newest snapshot has; 0 before there is a table. */
    long rows() {
        return newestMetadata().map(ExportedTable::rows).orElse(0L);
    }

    private static long rows(JsonNode metadata) {
        long current = metadata.path("current-snapshot-id").asLong();
        for (JsonNode snapshot : metadata.path("snapshots")) {
            if (snapshot.path("snapshot-id").asLong() == current) {
                return snapshot.path("summary").path("total-records").asLong();
            }
        }
        return 0;
    }

    /** Gives the id of the asset of each row in the files. */
    void assets(Consumer<String> each) {
        String files = folder.resolve("data").resolve("*.parquet").toString();
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select asset_id from read_parquet('" + files.replace("'", "''") + "', union_by_name=true)")) {
            while (rows.next()) {
                each.accept(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB cannot read " + files, e);
        }
    }

    /** Names begin with the number of the version. */
    private Optional<JsonNode> newestMetadata() {
        Path metadata = folder.resolve("metadata");
        if (!Files.isDirectory(metadata)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(metadata)) {
            Optional<Path> newest = files.filter(file -> file.toString().endsWith(METADATA))
                    .max(Comparator.comparing(file -> file.getFileName().toString()));
            return newest.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Json.read(Files.readAllBytes(newest.get()), JsonNode.class));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + metadata, e);
        }
    }
}
