package dev.reprise.iceberg.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.iceberg.config.IcebergWriterSettings;
import dev.reprise.iceberg.lake.TestLake;
import dev.reprise.service.config.ConfigurationReader;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables in a catalogue in PostgreSQL, by a file of properties with user and password. */
class JdbcCatalogTest extends SessionFixture {

    private static final Path PROGRAMS = Path.of("target/postgresql");

    private EmbeddedPostgres database;
    private String password = "secret";
    private @Nullable Catalog open;

    @BeforeEach
    void startDatabase() throws IOException, SQLException {
        database = started(0);
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE reprise LOGIN PASSWORD 'secret'");
            statement.execute("CREATE DATABASE catalog OWNER reprise");
            // By default, it lets everybody in.
            Files.writeString(
                    data().resolve("pg_hba.conf"),
                    """
                    host all postgres 127.0.0.1/32 trust
                    host all reprise 127.0.0.1/32 scram-sha-256
                    """);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    @AfterEach
    void stopDatabase() throws IOException {
        database.close();
    }

    private Path data() {
        return folder.resolve("postgresql");
    }

    private EmbeddedPostgres started(int port) throws IOException {
        var builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(PROGRAMS.toFile())
                .setDataDirectory(data())
                .setCleanDataDirectory(false);
        return (port == 0 ? builder : builder.setPort(port)).start();
    }

    @Override
    TestLake lake() {
        return new TestLake(this::catalog);
    }

    /** One for all sessions until one has failed, as in the service. */
    @Override
    Catalog catalog() {
        Catalog found = open;
        if (found == null) {
            found = opened();
            open = found;
        }
        return found;
    }

    private Catalog opened() {
        try {
            Path file = Files.writeString(
                    folder.resolve("catalog.properties"),
                    """
                    type=jdbc
                    uri=jdbc:postgresql://127.0.0.1:%d/catalog
                    jdbc.user=reprise
                    jdbc.password=%s
                    """
                            .formatted(database.getPort(), password));
            ConfigurationReader reader = ConfigurationReader.of(Map.of(
                    "reprise.iceberg.properties",
                    file.toString(),
                    "reprise.iceberg.warehouse",
                    folder.resolve("lake").toString()));
            var properties = IcebergWriterSettings.from(reader).catalog().properties();
            reader.throwIfWrong();
            return CatalogUtil.buildIcebergCatalog("reprise", properties, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void should_have_each_row_once_when_the_database_is_away_for_a_while() throws IOException {
        send(MOVIES, 0, 10);
        commit(session());
        send(MOVIES, 10, 20);
        ExportSession session = session();
        session.step();
        int port = database.getPort();
        database.close();

        assertThatThrownBy(() -> commit(session)).isInstanceOf(UncheckedSQLException.class);
        open = null;
        assertThatThrownBy(this::session).isInstanceOf(UncheckedSQLException.class);
        database = started(port);
        commit(session());

        assertThat(numbers(MOVIES)).isEqualTo(range(20));
    }

    @Test
    void should_be_refused_with_another_password() {
        session();
        password = "wrong";
        open = null;

        assertThatThrownBy(this::session).hasStackTraceContaining("password authentication failed");
    }
}
