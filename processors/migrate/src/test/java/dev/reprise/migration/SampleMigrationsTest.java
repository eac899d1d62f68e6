package dev.reprise.migration;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The samples against the real films they were written for. */
class SampleMigrationsTest {

    private static final Path ROOT = Path.of("../..");
    private static final Path FILMS =
            ROOT.resolve("testing/workload/src/main/resources/dev/reprise/workload/sample/movies.json");
    private static final int ROUNDS = 4;

    private final MigrationCatalog catalog =
            MigrationCatalog.load(MigrationSources.classpath(SampleMigrationsTest.class.getClassLoader())
                    .withMigrations(ROOT.resolve("samples/migrations"))
                    .withSchemas(ROOT.resolve("samples/schemas")));

    @Test
    void should_bring_examples_and_schemas_when_listed() {
        assertThat(catalog.list())
                .extracting(migration -> migration.id().toString())
                .containsExactly(
                        "movie/V2__localized_titles",
                        "movie/V3__credits_and_genres",
                        "poster/V2__dimensions_and_media_type");
        assertThat(catalog.list()).allSatisfy(migration -> {
            assertThat(migration.warnings()).isEmpty();
            assertThat(migration.examples()).isGreaterThanOrEqualTo(4);
        });
    }

    /** The numbers were counted beforehand with a script over the data, not taken from the mapping. */
    @Test
    void should_take_exactly_the_clean_films_when_all_are_migrated() throws IOException {
        List<JsonNode> films = films();
        Map<String, Long> causes = films.stream()
                .map(this::causeOfFailure)
                .collect(groupingBy(cause -> cause.orElse("none"), TreeMap::new, counting()));

        assertThat(films).hasSize(3_201);
        assertThat(causes)
                .containsOnly(
                        Map.entry("none", 3_161L),
                        Map.entry("movie/V2__localized_titles: title is a number, not a text", 9L),
                        Map.entry("movie/V2__localized_titles: title is missing", 1L),
                        Map.entry(
                                "movie/V2__localized_titles: release date lies after 2011, when the list ends: wrong"
                                        + " century",
                                22L),
                        Map.entry(
                                "movie/V2__localized_titles: release date is Dec 31 1969, which stands for none", 8L));
    }

    @Test
    void should_lose_nothing_known_when_a_film_is_migrated() throws IOException {
        for (JsonNode film : films()) {
            if (causeOfFailure(film).isPresent()) {
                continue;
            }
            JsonNode migrated = catalog.chain("movie", 1, 3).apply(film);
            assertThat(migrated.at("/titles/0/text")).isEqualTo(film.get("Title"));
            assertThat(migrated.at("/worldwideGross/amount").isMissingNode())
                    .isEqualTo(film.get("Worldwide Gross").isNull());
            assertThat(migrated.get("ratings"))
                    .hasSize((film.get("IMDB Rating").isNull() ? 0 : 1)
                            + (film.get("Rotten Tomatoes Rating").isNull() ? 0 : 1));
            assertThat(migrated.get("credits"))
                    .hasSize((film.get("Director").isNull() ? 0 : 1)
                            + (film.get("Distributor").isNull() ? 0 : 1));
            assertThat(migrated.get("genres").isEmpty())
                    .isEqualTo(film.get("Major Genre").isNull());
        }
    }

    @Test
    void should_print_its_speed_when_run() throws IOException {
        List<JsonNode> films =
                films().stream().filter(film -> causeOfFailure(film).isEmpty()).toList();
        for (int[] versions : new int[][] {{1, 2}, {2, 3}, {1, 3}}) {
            MigrationChain before = catalog.chain("movie", 1, versions[0]);
            List<JsonNode> given = films.stream().map(before::apply).toList();
            MigrationChain chain = catalog.chain("movie", versions[0], versions[1]);
            long best = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                best = Math.min(best, nanos(() -> given.forEach(chain::apply)));
            }
            System.out.printf(
                    "movie %d to %d: %,d rows/s on one thread%n",
                    versions[0], versions[1], given.size() * 1_000_000_000L / best);
        }
        PayloadSchema schema = catalog.schema("movie", 3).orElseThrow();
        List<JsonNode> migrated =
                films.stream().map(catalog.chain("movie", 1, 3)::apply).toList();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            best = Math.min(best, nanos(() -> migrated.forEach(schema::violations)));
        }
        System.out.printf("movie 3 schema: %,d rows/s on one thread%n", migrated.size() * 1_000_000_000L / best);
        assertThat(migrated).hasSize(3_161);
    }

    private static long nanos(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }

    /** What a worker would write into a dead letter. */
    private Optional<String> causeOfFailure(JsonNode film) {
        try {
            JsonNode migrated = catalog.chain("movie", 1, 3).apply(film);
            return catalog.schema("movie", 3).orElseThrow().violations(migrated).stream()
                    .map(SchemaViolation::cause)
                    .findFirst();
        } catch (MigrationFailedException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static List<JsonNode> films() throws IOException {
        List<JsonNode> films = new ArrayList<>();
        new ObjectMapper().readTree(FILMS.toFile()).forEach(films::add);
        return films;
    }
}
