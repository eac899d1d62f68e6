package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.Json;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationSources;
import dev.reprise.workload.livewriter.VersionedPayload;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NewReleaseTest {

    private static final VersionedPayload FILM = new VersionedPayload(
            1,
            """
            {"Title":"Up","US Gross":293004164,"Worldwide Gross":731342744,"US DVD Sales":null,"Production Budget":175000000,\
            "Release Date":"May 29 2009","MPAA Rating":"PG","Running Time min":96,"Distributor":"Walt Disney Pictures",\
            "Source":"Original Screenplay","Major Genre":"Comedy","Creative Type":"Kids Fiction","Director":"Pete Docter",\
            "Rotten Tomatoes Rating":98,"IMDB Rating":8.4,"IMDB Votes":110491}""");

    private final NewRelease release = new NewRelease(
            MigrationCatalog.load(MigrationSources.classpath(NewReleaseTest.class.getClassLoader())
                    .withMigrations(Path.of("../../samples/migrations"))
                    .withSchemas(Path.of("../../samples/schemas"))),
            "movie",
            3);

    @Test
    void should_write_the_new_version_of_the_type_that_changed() throws JsonProcessingException {
        VersionedPayload after = release.afterDeployment("movie", FILM).orElseThrow();

        assertThat(after.schemaVersion()).isEqualTo(3);
        JsonNode payload = Json.mapper().readTree(after.payload());
        assertThat(payload.has("Title")).isFalse();
        assertThat(payload.toString()).contains("Up");
    }

    @Test
    void should_write_other_types_as_before() {
        assertThat(release.afterDeployment("poster", FILM)).contains(FILM);
    }

    @Test
    void should_expect_what_the_job_makes_of_a_payload() {
        assertThat(release.afterMigration("movie", FILM))
                .isEqualTo(release.afterDeployment("movie", FILM).map(VersionedPayload::payload));
    }

    @Test
    void should_expect_a_dead_letter_of_what_the_migration_refuses() {
        assertThat(release.afterMigration("movie", new VersionedPayload(1, "{\"Title\": 300}")))
                .isEmpty();
        assertThat(release.afterMigration("movie", new VersionedPayload(1, "no json")))
                .isEmpty();
    }
}
