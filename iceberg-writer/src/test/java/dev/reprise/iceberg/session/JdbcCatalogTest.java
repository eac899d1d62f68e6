package dev.reprise.iceberg.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.iceberg.config.IcebergWriterSettings;
import dev.reprise.iceberg.lake.TestLake;
import dev.reprise.service.config.ConfigurationReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.jdbc.UncheckedSQLException;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables in a catalogue of another database, by a file of properties with user and password. */
class JdbcCatalogTest extends SessionFixture {

    private Server database;
    private String password = "secret";
    private @Nullable Catalog open;

    @BeforeEach
    void startDatabase() throws SQLException {
        database = started("0");
    }

    @AfterEach
    void stopDatabase() {
        database.stop();
    }

    private Server started(String port) throws SQLException {
        return Server.createTcpServer("-tcpPort", port, "-ifNotExists", "-baseDir", folder.toString())
                .start();
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
                    uri=jdbc:h2:tcp://127.0.0.1:%d/./catalog;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE
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
    void should_have_each_row_once_when_the_database_is_away_for_a_while() throws SQLException {
        send(MOVIES, 0, 10);
        commit(session());
        send(MOVIES, 10, 20);
        ExportSession session = session();
        session.step();
        int port = database.getPort();
        database.stop();

        assertThatThrownBy(() -> commit(session)).isInstanceOf(UncheckedSQLException.class);
        open = null;
        assertThatThrownBy(this::session).isInstanceOf(UncheckedSQLException.class);
        database = started(Integer.toString(port));
        commit(session());

        assertThat(numbers(MOVIES)).isEqualTo(range(20));
    }

    @Test
    void should_be_refused_with_another_password() {
        session();
        password = "wrong";
        open = null;

        assertThatThrownBy(this::session).hasStackTraceContaining("Wrong user name or password");
    }
}
