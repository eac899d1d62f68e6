package dev.reprise.iceberg.boot;

import dev.reprise.iceberg.config.CatalogProperties;
import dev.reprise.iceberg.config.IcebergWriterSettings;
import dev.reprise.iceberg.kafka.KafkaExportTopic;
import dev.reprise.iceberg.session.ExportEvents;
import dev.reprise.iceberg.session.ExportLoop;
import dev.reprise.iceberg.session.ExportSession;
import dev.reprise.iceberg.spill.Spill;
import dev.reprise.iceberg.table.FileTerms;
import dev.reprise.iceberg.table.Lakehouse;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions of the running service: a consumer and a spill for each, one catalogue for all until one fails.
 *
 * <p>Threading: one thread, that of the loop.
 */
final class SessionParts implements ExportLoop.Sessions {

    private static final String CATALOG_NAME = "reprise";

    private final IcebergWriterSettings settings;
    private final Supplier<Admin> admin;
    private @Nullable Catalog catalog;

    SessionParts(IcebergWriterSettings settings, Supplier<Admin> admin) {
        this.settings = settings;
        this.admin = admin;
    }

    @Override
    public ExportLoop.Opened open(BooleanSupplier isStopping, ExportEvents events) {
        var spill = new Spill(settings.spillFolder(), SessionParts::uniqueName);
        var topic = new KafkaExportTopic(
                settings.service().topics().export(),
                admin,
                KafkaExportTopic.consumer(settings.service().kafka()));
        try {
            var files = new FileTerms(SessionParts::uniqueName, settings.fileBytesMax(), isStopping);
            var lakehouse = new Lakehouse(catalog(), settings.ownTable(), files, settings.payloads());
            var environment = new ExportSession.Environment(System::nanoTime, events);
            var session = new ExportSession(topic, lakehouse, spill, settings.terms(), environment);
            return new ExportLoop.Opened(session, () -> close(topic, spill));
        } catch (RuntimeException e) {
            close(topic, spill);
            throw e;
        }
    }

    @Override
    public void close() {
        Catalog left = catalog;
        catalog = null;
        if (left instanceof Closeable open) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot close the catalogue", e);
            }
        }
    }

    private Catalog catalog() {
        Catalog open = catalog;
        if (open == null) {
            CatalogProperties properties = settings.catalog();
            properties.folder().ifPresent(folder -> {
                try {
                    Files.createDirectories(folder);
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot make the folder " + folder, e);
                }
            });
            open = CatalogUtil.buildIcebergCatalog(CATALOG_NAME, properties.properties(), null);
            catalog = open;
        }
        return open;
    }

    private static void close(KafkaExportTopic topic, Spill spill) {
        try (spill) {
            topic.close();
        }
    }

    private static String uniqueName() {
        return UUID.randomUUID().toString();
    }
}
