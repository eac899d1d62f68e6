package dev.reprise.iceberg.config;

import dev.reprise.common.export.TableName;
import dev.reprise.iceberg.progress.Continuity;
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
 * @param catalog how to reach the tables
 */
public record IcebergWriterSettings(
        ServiceSettings service,
        ExportSession.Terms terms,
        long fileBytesMax,
        Path spillFolder,
        TableName ownTable,
        CatalogProperties catalog) {

    /** Reads all keys; mistakes are noted in the reader. */
    public static IcebergWriterSettings from(ConfigurationReader reader) {
        IcebergWriterKeys keys = reader.converting(TableName.class, TableName::of)
                .accepting(
                        "reprise.elasticsearch.",
                        "reprise.emit.",
                        "reprise.verify.",
                        "reprise.jobs.",
                        "reprise.scaling.",
                        "reprise.requests.",
                        "reprise.worker.",
                        "reprise.write-back.strategy",
                        "reprise.migrations.",
                        "reprise.schemas.",
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
                CatalogProperties.from(keys.iceberg(), reader));
    }
}
