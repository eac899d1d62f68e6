package dev.reprise.iceberg.config;

import dev.reprise.common.export.TableName;
import dev.reprise.iceberg.progress.Continuity;
import dev.reprise.iceberg.schema.PayloadColumns;
import dev.reprise.iceberg.session.ExportLimits;
import dev.reprise.iceberg.session.ExportSession;
import dev.reprise.service.config.ConfigurationReader;
import dev.reprise.service.config.ServiceSettings;
import java.nio.file.Path;

/**
 * The configuration of the writer.
 *
 * @param service what all services share
 * @param terms when a commit is due, and what becomes of lost rows
 * @param fileBytesMax size of a file
 * @param spillFolder where rows wait
 * @param ownTable the writer's own table
 * @param payloads which properties of payloads are columns
 * @param catalog how to reach the tables
 */
public record IcebergWriterSettings(
        ServiceSettings service,
        ExportSession.Terms terms,
        long fileBytesMax,
        Path spillFolder,
        TableName ownTable,
        PayloadColumns payloads,
        CatalogProperties catalog) {

    /** The key of the folder that the processor {@code migrate} has its schemas from. */
    private static final String SCHEMAS = "reprise.schemas.path";

    /** Reads all keys; mistakes are noted in the reader. */
    public static IcebergWriterSettings from(ConfigurationReader reader) {
        IcebergWriterKeys keys = reader.converting(TableName.class, TableName::of)
                .accepting(
                        "reprise.elasticsearch.",
                        "reprise.emit.",
                        "reprise.production.",
                        "reprise.verify.",
                        "reprise.jobs.",
                        "reprise.scaling.",
                        "reprise.requests.",
                        "reprise.worker.",
                        "reprise.write-back.strategy",
                        "reprise.migrations.",
                        SCHEMAS,
                        "reprise.processors.")
                .read(IcebergWriterKeys.class);
        IcebergWriterKeys.ExportKeys export = keys.export();
        return new IcebergWriterSettings(
                ServiceSettings.from(keys, reader),
                new ExportSession.Terms(
                        new ExportLimits(export.commitInterval(), export.spillBytesMax()),
                        new Continuity(export.acceptLoss())),
                export.fileBytes(),
                export.spillPath().orElse(Path.of(System.getProperty("java.io.tmpdir"), "iceberg-writer")),
                export.ownTable(),
                payloads(reader),
                CatalogProperties.from(keys.iceberg(), reader));
    }

    private static PayloadColumns payloads(ConfigurationReader reader) {
        return reader.text(SCHEMAS)
                .map(folder -> PayloadColumns.read(
                        Path.of(folder), (file, problem) -> reader.note(SCHEMAS, "'" + file + "' " + problem)))
                .orElse(PayloadColumns.NONE);
    }
}
