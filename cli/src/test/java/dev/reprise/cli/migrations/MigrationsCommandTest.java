package dev.reprise.cli.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.cli.CommandLineFixture;
import dev.reprise.common.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsCommandTest {

    /** Where Maven runs tests is the module; the samples lie beside it. */
    private final CommandLineFixture checkout = new CommandLineFixture()
            .variable("REPRISE_MIGRATIONS_PATH", "../samples/migrations")
            .variable("REPRISE_SCHEMAS_PATH", "../samples/schemas");

    @Test
    void should_ask_for_the_folder_when_nothing_is_known() {
        var reprise = new CommandLineFixture();

        assertThat(reprise.run("migrations", "check")).isEqualTo(2);
        assertThat(reprise.err()).singleElement().asString().contains("--migrations DIR");
    }

    @Test
    void should_find_the_samples_sound() {
        assertThat(checkout.run("migrations", "check")).isZero();

        assertThat(checkout.out()).containsExactly("3 migrations of 2 asset types are sound, 18 examples hold");
        assertThat(checkout.err()).isEmpty();
    }

    @Test
    void should_list_the_samples() throws JsonProcessingException {
        assertThat(checkout.run("migrations", "list", "--json")).isZero();

        JsonNode first = Json.mapper().readTree(checkout.out().get(0)).get(0);
        assertThat(first.get("assetType").asText()).isEqualTo("movie");
        assertThat(first.get("toVersion").asInt()).isEqualTo(2);
        assertThat(first.get("warnings").isEmpty()).isTrue();

        assertThat(checkout.run("migrations", "list")).isZero();
        assertThat(checkout.out()).hasSize(1 + 4);
        assertThat(checkout.out().get(1)).startsWith("TYPE ");
    }

    @Test
    void should_name_file_and_line_of_every_mistake(@TempDir Path folder) throws IOException {
        Path type = Files.createDirectories(folder.resolve("movie"));
        Files.writeString(type.resolve("V2__broken.jslt"), "{\n  \"a\": (\n}");
        Files.writeString(type.resolve("V4__gap.jslt"), ".");
        var reprise = new CommandLineFixture().variable("REPRISE_MIGRATIONS_PATH", folder.toString());

        assertThat(reprise.run("migrations", "check")).isEqualTo(1);

        assertThat(reprise.out())
                .anyMatch(line -> line.matches(".*movie/V2__broken\\.jslt:\\d+: .+"))
                .anyMatch(line -> line.matches(".*movie/V4__gap\\.jslt:1: .+"));
        assertThat(reprise.run("migrations", "list")).isEqualTo(1);
    }

    @Test
    void should_warn_of_what_nobody_has_checked(@TempDir Path folder) throws IOException {
        Path type = Files.createDirectories(folder.resolve("movie"));
        Files.writeString(type.resolve("V2__same.jslt"), ".");
        var reprise = new CommandLineFixture();

        assertThat(reprise.run("migrations", "check", "--migrations", folder.toString()))
                .isZero();

        assertThat(reprise.err()).hasSize(2).allMatch(line -> line.startsWith("warning: " + folder));
    }

    @Test
    void should_end_with_1_when_there_is_no_such_folder() {
        var reprise = new CommandLineFixture();

        assertThat(reprise.run("migrations", "check", "--migrations", "no-such-folder"))
                .isEqualTo(1);
        assertThat(reprise.out()).containsExactly("no-such-folder:1: this directory does not exist");
    }
}
