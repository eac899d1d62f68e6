package dev.reprise.pipeline;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationSources;
import dev.reprise.migration.json.InvalidJsonException;
import dev.reprise.migration.json.JsonDifference;
import dev.reprise.migration.json.StrictJson;
import dev.reprise.pipeline.RowJudgement.Judged;
import dev.reprise.pipeline.result.Result;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an example says holds in the pipeline of the worker too: from the bytes of a row to the bytes written. */
class ExamplesInTheWorkerTest {

    private static final int BYTES_MAX = 100_000_000;
    private static final Path SAMPLES = Path.of("../samples");
    private static final Pattern FILE = Pattern.compile("V(\\d+)__.*\\.examples\\.json");

    @TempDir
    Path directory;

    @Test
    void should_do_what_every_example_of_the_samples_says() throws IOException, InvalidJsonException {
        MigrationCatalog catalog = MigrationCatalog.load(sources(SAMPLES));
        int examples = 0;
        try (Stream<Path> files = Files.walk(SAMPLES.resolve("migrations"))) {
            for (Path file : files.toList()) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (!name.matches()) {
                    continue;
                }
                for (JsonNode example : StrictJson.read(Files.readString(file))) {
                    String type = file.getName(file.getNameCount() - 2).toString();
                    check(catalog, type, Integer.parseInt(name.group(1)), example);
                    examples++;
                }
            }
        }
        assertThat(examples).isGreaterThan(12);
    }

    private static void check(MigrationCatalog catalog, String type, int version, JsonNode example)
            throws InvalidJsonException {
        Judged<FencedWrite> decision = MigrateTasks.judge(
                MigrateTasks.task(catalog, type, version, BYTES_MAX),
                row(version - 1, example.get("given")),
                step -> {});
        if (example.has("fails")) {
            assertThat(decision.result()).as(example.get("name").asText()).isInstanceOf(Result.Failed.class);
        } else {
            assertThat(decision.effect()).as(example.get("name").asText()).isNotNull();
            JsonNode written =
                    StrictJson.read(Objects.requireNonNull(decision.effect()).payload());
            assertThat(JsonDifference.between(example.get("expected"), written)).isEmpty();
        }
    }

    @Test
    void should_find_a_number_in_a_list_of_literals_as_the_example_does() throws IOException {
        RowTask<FencedWrite> migrator = migrator(
                "contains(.rate, [0.05, 0.19])",
                "[{\"name\": \"a rate\", \"given\": {\"rate\": 0.05}, \"expected\": true}]",
                "{}");

        assertThat(written(migrator, "{\"rate\": 0.05}")).isEqualTo("true");
        assertThat(written(migrator, "{\"rate\": 0.050}")).isEqualTo("true");
        assertThat(written(migrator, "{\"rate\": 0.0500000000000000001}")).isEqualTo("false");
    }

    @Test
    void should_fail_when_the_result_has_no_json_form() throws IOException {
        RowTask<FencedWrite> migrator = migrator(
                "{\"unit\": .total / .count, \"first\": .name[0]}",
                "[]",
                "{\"properties\": {\"unit\": {\"type\": \"number\"}}}");

        assertThat(failure(migrator, "{\"total\": 1.5, \"count\": 0, \"name\": \"a\"}"))
                .isEqualTo("MigrationFailed cannot divide by zero (line 1)");
        assertThat(failure(migrator, "{\"total\": 1, \"count\": 0, \"name\": \"a\"}"))
                .isEqualTo("MigrationFailed cannot divide by zero (line 1)");
        assertThat(failure(migrator, "{\"total\": 1, \"count\": 2, \"name\": \"😀\"}"))
                .isEqualTo("MigrationFailed the result has a text with half of a surrogate pair");
    }

    @Test
    void should_change_nothing_that_no_rule_touches() throws IOException {
        RowTask<FencedWrite> migrator = migrator("{\"new\": 1, * : .}", "[]", "{}");
        String fields = "\"z\":-0.0,\"a\":1.10,\"b\":1E400,\"c\":12345678901234567890.123,\"d\":\"😀\",\"e\":-0,\"f\":"
                + "[0.1000000000000000055,9223372036854775808,null,{}],\"\":\"\u2028\"";

        assertThat(written(migrator, " { " + fields + "\n}")).isEqualTo("{\"new\":1," + fields + "}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DuplicateKey         | {\"a\":1,\"a\":2}",
                "PayloadNotJson       | ''",
                "PayloadNotJson       | ' '",
                "PayloadNotJson       | {\"a\":NaN}",
                "PayloadNotJson       | {\"a\":\"\\ud83d\"}",
                "PayloadNumberTooLong | {\"a\":1e2147483647}",
            })
    void should_name_what_is_wrong_with_a_payload(String cause, String payload) throws IOException {
        assertThat(failure(migrator(".", "[]", "{}"), payload)).startsWith(cause + " the payload ");
    }

    @Test
    void should_name_the_limit_and_the_encoding() throws IOException {
        RowTask<FencedWrite> migrator = migrator(".", "[]", "{}");

        assertThat(failure(migrator, "[".repeat(1_001) + "]".repeat(1_001))).startsWith("PayloadTooDeep ");
        assertThat(failure(migrator, "9".repeat(1_001))).startsWith("PayloadNumberTooLong ");
        assertThat(failure(migrator, "\"" + "a".repeat(20_000_001) + "\"")).startsWith("PayloadTextTooLong ");
        assertThat(failure(migrator, "{\"" + "a".repeat(50_001) + "\":1}")).startsWith("PayloadNameTooLong ");
        assertThat(failure(migrator, "{\"a\":1}".getBytes(UTF_16)))
                .startsWith("PayloadNotJson the payload is not UTF-8 text");
    }

    private RowTask<FencedWrite> migrator(String mapping, String examples, String schema) throws IOException {
        Path movie = Files.createDirectories(directory.resolve("migrations/movie"));
        Files.writeString(movie.resolve("V2__a.jslt"), mapping);
        Files.writeString(movie.resolve("V2__a.examples.json"), examples);
        Files.writeString(
                Files.createDirectories(directory.resolve("schemas/movie")).resolve("v2.json"), schema);
        return MigrateTasks.task(MigrationCatalog.load(sources(directory)), "movie", 2, BYTES_MAX);
    }

    private static MigrationSources sources(Path root) {
        return MigrationSources.classpath(ExamplesInTheWorkerTest.class.getClassLoader())
                .withMigrations(root.resolve("migrations"))
                .withSchemas(root.resolve("schemas"));
    }

    private static Asset row(int version, JsonNode payload) {
        return row(version, StrictJson.bytes(payload));
    }

    private static Asset row(int version, byte[] payload) {
        return new Asset(new UUID(0x1000L, 1), version, ByteBuffer.wrap(payload), 1, null, null);
    }

    private static String written(RowTask<FencedWrite> migrator, String payload) {
        Judged<FencedWrite> decision = MigrateTasks.judge(migrator, row(1, payload.getBytes(UTF_8)), step -> {});
        assertThat(decision.effect()).isNotNull();
        return UTF_8.decode(Objects.requireNonNull(decision.effect()).payload().duplicate())
                .toString();
    }

    private static String failure(RowTask<FencedWrite> migrator, String payload) {
        return failure(migrator, payload.getBytes(UTF_8));
    }

    private static String failure(RowTask<FencedWrite> migrator, byte[] payload) {
        Judged<FencedWrite> decision = MigrateTasks.judge(migrator, row(1, payload), step -> {});
        assertThat(decision.result()).isInstanceOf(Result.Failed.class);
        var failure = ((Result.Failed) Objects.requireNonNull(decision.result())).failure();
        return failure.cause() + " " + failure.reason();
    }
}
