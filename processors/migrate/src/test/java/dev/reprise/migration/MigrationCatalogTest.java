package dev.reprise.migration;

import static dev.reprise.migration.MigrationFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationCatalogTest {

    private final Path directory;

    MigrationCatalogTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void should_apply_the_steps_in_order_when_a_chain_has_several() {
        MigrationCatalog catalog = threeSteps().load();

        JsonNode v1 = json("{'trace': '1'}");
        assertThat(catalog.chain("movie", 1, 4).apply(v1)).isEqualTo(json("{'trace': '1234'}"));
        assertThat(catalog.chain("movie", 2, 3).apply(v1)).isEqualTo(json("{'trace': '13'}"));
        assertThat(catalog.chain("movie", 3, 3).apply(v1)).isSameAs(v1);
        assertThat(catalog.chain("movie", 1, 4).migrations())
                .extracting(MigrationId::toString)
                .containsExactly("movie/V2__a", "movie/V3__b", "movie/V4__c");
        assertThat(v1).isEqualTo(json("{'trace': '1'}"));
    }

    @Test
    void should_know_versions_also_of_types_without_migrations() {
        MigrationCatalog catalog = threeSteps().schema("trailer/v1.json", "{}").load();

        assertThat(catalog.assetTypes()).containsExactly("movie", "trailer");
        assertThat(catalog.latestVersion("movie")).isEqualTo(4);
        assertThat(catalog.latestVersion("trailer")).isEqualTo(1);
        assertThat(catalog.latestVersion("never heard of")).isEqualTo(1);
        assertThat(catalog.chain("never heard of", 1, 1).migrations()).isEmpty();
        assertThat(catalog.schema("trailer", 1)).isPresent();
        assertThat(catalog.schema("trailer", 2)).isEmpty();
    }

    @Test
    void should_refuse_ways_that_do_not_exist() {
        MigrationCatalog catalog = threeSteps().load();

        assertThatThrownBy(() -> catalog.chain("movie", 1, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("movie has versions 1 to 4, so there is no way from 1 to 5");
        assertThatThrownBy(() -> catalog.chain("movie", 0, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> catalog.checksums("trailer", 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> catalog.chain("movie", 3, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("migrations of movie only lead upwards, not from 3 to 2");
    }

    @Test
    void should_list_what_there_is_with_warnings() {
        MigrationCatalog catalog = threeSteps()
                .schema("movie/v3.json", "{}")
                .migration(
                        "movie/V3__b.examples.json",
                        """
                        [{"name": "x", "given": {"trace": ""}, "expected": {"trace": "3"}}]""")
                .load();

        assertThat(catalog.list())
                .extracting(MigrationDescriptor::assetType, MigrationDescriptor::fromVersion)
                .hasSize(3);
        MigrationDescriptor second = catalog.list().get(1);
        assertThat(second.id()).hasToString("movie/V3__b");
        assertThat(second.language()).isEqualTo("jsonata");
        assertThat(second.file())
                .isEqualTo(directory.resolve("migrations/movie/V3__b.jsonata").toString());
        assertThat(second.examples()).isEqualTo(1);
        assertThat(second.warnings()).isEmpty();
        assertThat(catalog.list().get(0).warnings())
                .containsExactly(
                        "no examples: nothing says that it does what it should",
                        "no schema for version 2: results are written unchecked");
    }

    @Test
    void should_give_checksums_of_the_steps_and_of_the_target_schema_in_order() throws Exception {
        MigrationCatalog catalog = threeSteps()
                .schema("movie/v2.json", "{}")
                .schema("movie/v4.json", "{\"type\": \"object\"}\n")
                .load();

        assertThat(catalog.checksums("movie", 4).keySet())
                .containsExactly("movie/V2__a", "movie/V3__b", "movie/V4__c", "schemas/movie/v4");
        assertThat(catalog.checksums("movie", 2, 3).keySet()).containsExactly("movie/V3__b");
        assertThat(catalog.checksums("movie", 4))
                .containsEntry("schemas/movie/v4", sha256("{\"type\": \"object\"}\n"))
                .containsEntry("movie/V3__b", sha256("{\"trace\": trace & \"3\"}"));
    }

    @Test
    void should_not_care_about_line_ends_and_byte_order_marks_in_checksums() throws Exception {
        String text = "{\n  \"é\": .a\n}\n";
        MigrationFixture fixture = new MigrationFixture(directory);
        String expected = checksum(fixture.migration("movie/V2__a.jslt", text));

        assertThat(expected).isEqualTo(sha256(text));
        assertThat(checksum(fixture.migration("movie/V2__a.jslt", text.replace("\n", "\r\n"))))
                .isEqualTo(expected);
        assertThat(checksum(fixture.migration("movie/V2__a.jslt", "\uFEFF" + text)))
                .isEqualTo(expected);
        assertThat(checksum(fixture.migration("movie/V2__a.jslt", text + " "))).isNotEqualTo(expected);
    }

    @Test
    void should_count_imports_into_checksums() {
        MigrationFixture fixture = new MigrationFixture(directory)
                .migration("movie/V2__a.jslt", "import \"movie/lib/x.jslt\" as x\n{\"a\": x:f(.)}")
                .migration("movie/lib/x.jslt", "import \"lib/y.jslt\" as y\ndef f(v) y:g($v)")
                .migration("lib/y.jslt", "def g(v) $v.a");
        String before = checksum(fixture);

        assertThat(MigrationFixture.migrate(fixture.load(), "{'a': 7}")).isEqualTo(json("{'a': 7}"));
        assertThat(checksum(fixture.migration("lib/y.jslt", "def g(v) $v.b"))).isNotEqualTo(before);
    }

    @Test
    void should_share_nothing_when_a_result_is_changed() {
        MigrationCatalog catalog = new MigrationFixture(directory)
                .migration("movie/V2__a.jslt", "{\"given\": .a, \"constant\": {\"currency\": \"USD\"}}")
                .load();
        JsonNode payload = json("{'a': {'b': 1}}");

        ObjectNode first = (ObjectNode) catalog.chain("movie", 1, 2).apply(payload);
        ((ObjectNode) first.get("given")).put("b", 2);
        ((ObjectNode) first.get("constant")).put("currency", "EUR");

        assertThat(payload).isEqualTo(json("{'a': {'b': 1}}"));
        assertThat(catalog.chain("movie", 1, 2).apply(payload))
                .isEqualTo(json("{'given': {'b': 1}, 'constant': {'currency': 'USD'}}"));
    }

    @Test
    void should_fail_when_a_mapping_returns_nothing() {
        MigrationCatalog catalog = new MigrationFixture(directory)
                .migration("movie/V2__a.jslt", "if (.a) .a")
                .migration("poster/V2__a.jsonata", "a")
                .load();

        for (String type : catalog.assetTypes()) {
            assertThatThrownBy(() -> catalog.chain(type, 1, 2).apply(json("{}")))
                    .isInstanceOf(MigrationFailedException.class)
                    .hasMessage(type + "/V2__a: the migration returned nothing");
        }
    }

    @Test
    void should_follow_links_when_a_config_map_is_mounted() throws IOException {
        Path mounted = Files.createDirectories(directory.resolve("mounted"));
        Path generation = Files.createDirectories(mounted.resolve("..2026_01_01/movie"));
        Files.writeString(generation.resolve("V2__a.jslt"), "{\"linked\": true}");
        Files.createSymbolicLink(mounted.resolve("..data"), Path.of("..2026_01_01"));
        Files.createSymbolicLink(mounted.resolve("movie"), Path.of("..data/movie"));

        MigrationCatalog catalog =
                MigrationCatalog.load(MigrationSources.classpath(MigrationCatalogTest.class.getClassLoader())
                        .withMigrations(mounted));

        assertThat(catalog.list()).hasSize(1);
        assertThat(MigrationFixture.migrate(catalog, "{}")).isEqualTo(json("{'linked': true}"));
    }

    private MigrationFixture threeSteps() {
        return new MigrationFixture(directory)
                .migration("movie/V2__a.jslt", "{\"trace\": .trace + \"2\"}")
                .migration("movie/V3__b.jsonata", "{\"trace\": trace & \"3\"}")
                .migration("movie/V4__c.jslt", "{\"trace\": .trace + \"4\"}");
    }

    private static String checksum(MigrationFixture fixture) {
        return fixture.load().list().get(0).checksum();
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
