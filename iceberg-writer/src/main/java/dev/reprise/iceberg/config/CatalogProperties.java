package dev.reprise.iceberg.config;

import dev.reprise.iceberg.files.LocalFiles;
import dev.reprise.service.config.ConfigurationReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.iceberg.CatalogUtil;

/**
 * How to reach the catalogue of the tables, in Iceberg's own properties.
 *
 * @param properties by name
 * @param folder of the local warehouse; empty where the tables are elsewhere
 */
public record CatalogProperties(Map<String, String> properties, Optional<Path> folder) {

    private static final String TYPE = "type";
    private static final String URI = "uri";
    private static final String WAREHOUSE = "warehouse";
    private static final String FILES = "io-impl";

    /** Readers do not wait for the writer, and two writers wait for each other for up to 10 s. */
    private static final String SQLITE = "jdbc:sqlite:%s?journal_mode=WAL&busy_timeout=10000";

    public CatalogProperties {
        properties = Map.copyOf(properties);
    }

    /** Returns the properties without values: some are secret. */
    @Override
    public String toString() {
        return "CatalogProperties" + properties.keySet();
    }

    static CatalogProperties from(IcebergWriterKeys.IcebergKeys keys, ConfigurationReader reader) {
        return keys.properties().isEmpty()
                ? local(keys.warehouse())
                : read(keys.properties().get(), keys.warehouse(), reader);
    }

    /** Returns the properties of a catalogue in SQLite, in the folder of the tables themselves. */
    public static CatalogProperties local(String warehouse) {
        Path folder = Path.of(warehouse).toAbsolutePath().normalize();
        return new CatalogProperties(
                Map.of(
                        TYPE,
                        CatalogUtil.ICEBERG_CATALOG_TYPE_JDBC,
                        "jdbc.schema-version",
                        "V1",
                        URI,
                        SQLITE.formatted(folder.resolve("catalog.db")),
                        WAREHOUSE,
                        folder.toString(),
                        FILES,
                        LocalFiles.class.getName()),
                Optional.of(folder));
    }

    private static CatalogProperties read(Path file, String warehouse, ConfigurationReader reader) {
        var read = new Properties();
        try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            read.load(text);
        } catch (IOException | IllegalArgumentException e) {
            reader.note("reprise.iceberg.properties", "'" + file + "' is no file of properties that can be read");
        }
        Map<String, String> properties = new HashMap<>();
        read.stringPropertyNames().forEach(name -> properties.put(name, read.getProperty(name)));
        properties.putIfAbsent(WAREHOUSE, warehouse);
        if (CatalogUtil.ICEBERG_CATALOG_TYPE_JDBC.equals(properties.get(TYPE))) {
            properties.putIfAbsent("jdbc.schema-version", "V1");
            // By itself, this catalogue would take the files of Hadoop.
            properties.putIfAbsent(FILES, LocalFiles.class.getName());
        }
        return new CatalogProperties(properties, Optional.empty());
    }
}
