package dev.reprise.iceberg.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.iceberg.config.CatalogProperties;
import dev.reprise.iceberg.files.LocalFiles;
import dev.reprise.iceberg.lake.RestCatalogServer;
import dev.reprise.iceberg.lake.RestCatalogServer.Fate;
import java.io.IOException;
import java.net.ConnectException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.NotAuthorizedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables in a REST catalogue, whose answers get lost. DuckDB reads what the catalogue behind it says. */
class RestCatalogTest extends SessionFixture {

    private RestCatalogServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new RestCatalogServer(emptyLake().catalog());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Override
    Catalog catalog() {
        return catalog(server.properties());
    }

    private static Catalog catalog(Map<String, String> client) {
        Map<String, String> properties = new HashMap<>(client);
        properties.put("io-impl", LocalFiles.class.getName());
        properties.put("rest.client.max-retries", "1");
        return CatalogUtil.buildIcebergCatalog(
                "reprise", new CatalogProperties(properties, Optional.empty()).properties(), null);
    }

    @Test
    void should_make_tables_and_go_on_in_another_session() {
        send(MOVIES, 0, 10);
        commit(session());
        send(MOVIES, 10, 20);
        commit(session());

        assertThat(numbers(MOVIES)).isEqualTo(range(20));
    }

    @Test
    void should_be_refused_without_the_token() {
        Map<String, String> wrong = new HashMap<>(server.properties());
        wrong.put("token", "wrong");

        assertThatThrownBy(() -> catalog(wrong)).isInstanceOf(NotAuthorizedException.class);
    }

    /** The commits of a session are one of columns and properties for each table, and that of the writer's own table. */
    @ParameterizedTest
    @CsvSource({"DONE_UNKNOWN, 0", "DONE_UNKNOWN, 1", "LOST_UNKNOWN, 0", "LOST_UNKNOWN, 1"})
    void should_read_back_what_became_of_a_commit_when_nobody_says_it(Fate fate, int commitsBefore) {
        send(MOVIES, 0, 10);
        commit(session());
        send(MOVIES, 10, 20);
        ExportSession session = session();
        for (int number = 0; number < commitsBefore; number++) {
            server.order(Fate.DONE);
        }
        server.order(fate);

        assertThatThrownBy(() -> commit(session)).isInstanceOf(CommitStateUnknownException.class);
        commit(session());

        assertThat(numbers(MOVIES)).isEqualTo(range(20));
    }

    @Test
    void should_not_take_its_own_commit_for_that_of_another_writer_when_it_was_sent_twice() {
        send(MOVIES, 0, 10);
        commit(session());
        send(MOVIES, 10, 20);
        ExportSession session = session();
        server.order(Fate.SENT_TWICE);

        assertThat(commit(session)).isTrue();
        send(MOVIES, 20, 30);
        assertThat(commit(session)).isTrue();

        assertThat(numbers(MOVIES)).isEqualTo(range(30));
    }

    @Test
    void should_lose_nothing_when_the_catalogue_is_away_at_the_start_and_during_a_commit() throws IOException {
        send(MOVIES, 0, 10);
        server.close();
        assertThatThrownBy(this::session).hasRootCauseInstanceOf(ConnectException.class);
        server.startAgain();
        ExportSession session = session();
        session.step();
        server.close();
        assertThatThrownBy(() -> commit(session)).hasRootCauseInstanceOf(ConnectException.class);
        server.startAgain();

        commit(session());

        assertThat(numbers(MOVIES)).isEqualTo(range(10));
    }
}
