package dev.reprise.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake is reported with its file and line, and all of them at once. */
class MigrationMistakesTest {

    private static final String SAME = ".";
    private static final String ANY_SCHEMA = "{}";

    private final Path directory;

    MigrationMistakesTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void should_name_the_missing_version_when_there_is_a_gap() {
        MigrationFixture fixture = fixture()
                .migration("movie/V2__a.jslt", SAME)
                .migration("movie/V4__c.jslt", SAME)
                .migration("movie/V7__f.jslt", SAME);

        assertThat(fixture.problems())
                .containsExactly(
                        "migrations/movie/V4__c.jslt:1: no migration of movie leads to V3: versions follow each other,"
                                + " and the first migration is V2",
                        "migrations/movie/V7__f.jslt:1: no migration of movie leads to V5 to V6: versions follow each"
                                + " other, and the first migration is V2");
    }

    @Test
    void should_name_the_missing_versions_when_a_chain_starts_higher() {
        assertThat(fixture().migration("movie/V3__a.jslt", SAME).problems())
                .containsExactly(
                        "migrations/movie/V3__a.jslt:1: no migration of movie leads to V2: versions follow each"
                                + " other, and the first migration is V2");
    }

    @Test
    void should_refuse_a_migration_to_version_1() {
        assertThat(fixture().migration("movie/V1__a.jslt", SAME).problems())
                .containsExactly("migrations/movie/V1__a.jslt:1: version 1 is where payloads begin: the first migration"
                        + " leads to 2");
    }

    @Test
    void should_name_both_files_when_a_version_is_migrated_twice() {
        MigrationFixture fixture = fixture().migration("movie/V2__a.jslt", SAME).migration("movie/V2__b.jsonata", "$");

        assertThat(fixture.problems())
                .containsExactly("migrations/movie/V2__b.jsonata:1: version 2 of movie has a migration already: "
                        + "migrations/movie/V2__a.jslt");
    }

    @Test
    void should_show_the_difference_when_an_example_fails() {
        MigrationFixture fixture = fixture()
                .migration("movie/V2__a.jslt", "{\"title\": .Title, \"year\": 1998}")
                .migration(
                        "movie/V2__a.examples.json",
                        """
                        [
                          {"name": "good", "given": {"Title": "Up"}, "expected": {"title": "Up", "year": 1998.0}},
                          {"name": "bad",
                           "given": {"Title": "Up"},
                           "expected": {"title": "up", "year": 1998, "genres": []}}
                        ]
                        """);

        assertThat(fixture.problems())
                .containsExactly(
                        """
                        migrations/movie/V2__a.examples.json:3: the example 'bad' gives another result:
                          /title: expected "up", actual "Up"
                          /genres: expected [], actual nothing""");
    }

    @Test
    void should_report_an_example_that_fails_or_does_not_fail_as_it_should() {
        MigrationFixture fixture = fixture()
                .migration("movie/V2__a.jslt", "if (.ok) . else error(\"not ok\")")
                .migration(
                        "movie/V2__a.examples.json",
                        """
                        [{"name": "1", "given": {"ok": false}, "expected": {}},
                         {"name": "2", "given": {"ok": false}, "fails": "another reason"},
                         {"name": "3", "given": {"ok": true}, "fails": true},
                         {"name": "4", "given": {"ok": false}, "fails": true},
                         {"name": "5", "given": {"ok": false}, "fails": "not ok"}]
                        """);

        assertThat(fixture.problems())
                .containsExactly(
                        "migrations/movie/V2__a.examples.json:1: the example '1' fails: not ok",
                        "migrations/movie/V2__a.examples.json:2: the example '2' should fail with 'another reason', but"
                                + " with: not ok",
                        "migrations/movie/V2__a.examples.json:3: the example '3' should fail, but gives {\"ok\":true}");
    }

    @Test
    void should_check_examples_against_the_schema_of_the_target() {
        MigrationFixture fixture = fixture()
                .migration("movie/V2__a.jslt", SAME)
                .schema("movie/v2.json", "{\"properties\": {\"n\": {\"type\": \"integer\"}}}")
                .migration(
                        "movie/V2__a.examples.json",
                        """
                        [{"name": "1", "given": {"n": "x"}, "expected": {"n": "x"}},
                         {"name": "2", "given": {"n": "x"}, "fails": "/n must be of type"},
                         {"name": "3", "given": {"n": 7.0}, "expected": {"n": 7}}]
                        """);

        assertThat(fixture.problems())
                .containsExactly(
                        """
                        migrations/movie/V2__a.examples.json:1: the example '1' gives what its schema does not allow:
                          /n must be of type "integer" (#/properties/n/type)""");
    }

    @Test
    void should_report_malformed_examples_each_with_its_line() {
        MigrationFixture fixture = fixture()
                .migration("movie/V2__a.jslt", SAME)
                .migration(
                        "movie/V2__a.examples.json",
                        """
                        [{"name": "a", "given": {}, "expect": {}},
                         {"given": {}, "expected": {}},
                         {"name": "b", "expected": {}},
                         {"name": "c", "given": {}},
                         {"name": "d", "given": {}, "expected": {}, "fails": true},
                         {"name": "e", "given": {}, "fails": false},
                         {"name": "f", "given": {}, "expected": {}},
                         {"name": "f", "given": {}, "expected": {}},
                         7]
                        """);

        String file = "migrations/movie/V2__a.examples.json";
        assertThat(fixture.problems())
                .containsExactly(
                        file + ":1: 'expect' is unknown: an example has name, given, and expected or fails",
                        file + ":2: an example needs a name, which is a text",
                        file + ":3: the example 'b' needs given, a payload",
                        file + ":4: the example 'c' needs either expected or fails",
                        file + ":5: the example 'd' needs either expected or fails",
                        file + ":6: fails is true, or a text that stands in the message of the failure",
                        file + ":8: there is an example of the name 'f' already",
                        file + ":9: an example is an object with name, given, and expected or fails");
    }

    @Test
    void should_report_examples_that_are_no_array_or_no_json_or_belong_to_nothing() {
        MigrationFixture fixture = fixture()
                .migration("movie/V2__a.jslt", SAME)
                .migration("movie/V2__a.examples.json", "\n{}")
                .migration("movie/V3__b.jslt", SAME)
                .migration("movie/V3__b.examples.json", "[\n{\"name\": \"x\",\n]")
                .migration("movie/V3__typo.examples.json", "[]");

        assertThat(fixture.problems()).hasSize(3);
        assertThat(fixture.problems().get(0))
                .isEqualTo("migrations/movie/V2__a.examples.json:2: examples are an array of objects");
        assertThat(fixture.problems().get(1)).startsWith("migrations/movie/V3__b.examples.json:3: is not JSON: ");
        assertThat(fixture.problems().get(2))
                .isEqualTo("migrations/movie/V3__typo.examples.json:1: examples of movie/V3__typo, but there is no such"
                        + " migration");
    }

    @Test
    void should_report_a_syntax_error_with_its_line() {
        MigrationFixture fixture = fixture()
                .migration("movie/V2__a.jslt", "{\n  \"a\": .b,\n  \"c\" .d\n}")
                .migration("movie/V3__b.jsonata", "{\n  \"a\": b,\n  \"c\" d\n}")
                .migration("movie/V4__c.jslt", "{\n  \"a\": nonsense(.b)\n}")
                .migration("movie/V5__d.jslt", "let a = 1\n let b = # 2\n.")
                .migration("movie/V6__e.jsonata", "(\n  $x := 1;\n  $x /")
                .migration("movie/V7__f.jslt", "{\n\"a\": test(.a, \"(\")}");

        assertThat(fixture.problems()).hasSize(6);
        assertThat(fixture.problems().get(0)).startsWith("migrations/movie/V2__a.jslt:3: Parse error: Encountered");
        assertThat(fixture.problems().get(1)).startsWith("migrations/movie/V3__b.jsonata:3: Expected \":\", got \"d\"");
        assertThat(fixture.problems().get(2)).isEqualTo("migrations/movie/V4__c.jslt:2: No such function: 'nonsense'");
        assertThat(fixture.problems().get(3)).startsWith("migrations/movie/V5__d.jslt:2: Parse error: Lexical error");
        assertThat(fixture.problems().get(4)).startsWith("migrations/movie/V6__e.jsonata:3: ");
        assertThat(fixture.problems().get(5)).contains("Syntax error in regular expression '('");
    }

    @Test
    void should_explain_names_when_a_file_is_named_wrongly() {
        String named = "migrations are named <asset type>/V<version>__<name>.jslt|jsonata, such as"
                + " movie/V2__localized_titles.jslt";
        MigrationFixture fixture = fixture()
                .migration("movie/v2_title.jslt", SAME)
                .migration("movie/V02__title.jslt", SAME)
                .migration("movie/V2__title", SAME)
                .migration("movie/V2__title.xslt", SAME)
                .migration("movie/V2__my title.jslt", SAME)
                .migration("movie/V9999999__title.jslt", SAME)
                .migration("movie/deep/V2__title.jslt", SAME)
                .migration("V2__title.jslt", SAME)
                .migration("my movie/V2__title.jslt", SAME)
                .migration("README.md", "notes are welcome")
                .migration("movie/.hidden", "and what nobody sees");

        assertThat(fixture.problems())
                .containsExactlyInAnyOrder(
                        "migrations/movie/v2_title.jslt:1: " + named,
                        "migrations/movie/V02__title.jslt:1: " + named,
                        "migrations/movie/V2__title:1: " + named,
                        "migrations/movie/V2__title.xslt:1: '.xslt' is no language of migrations: known are jslt,"
                                + " jsonata",
                        "migrations/movie/V2__my title.jslt:1: 'my title' is not a name of letters, digits, _ and -",
                        "migrations/movie/V9999999__title.jslt:1: " + named,
                        "migrations/movie/deep/V2__title.jslt:1: " + named,
                        "migrations/V2__title.jslt:1: " + named,
                        "migrations/my movie/V2__title.jslt:1: 'my movie' is not an asset type");
    }

    @Test
    void should_report_schemas_that_are_none() {
        MigrationFixture fixture = fixture()
                .migration("movie/V2__a.jslt", SAME)
                .schema("movie/v1.json", "{\n  \"minLength\": -1\n}")
                .schema("movie/v2.json", "{\n  \"type\": \"object\",\n}")
                .schema("movie/v3.json", ANY_SCHEMA)
                .schema("movie/V2.json", ANY_SCHEMA)
                .schema("poster/v1.json", "{\"$schema\": \"https://example.org/my-own\"}")
                .schema("trailer/v1.json", "[]");

        assertThat(fixture.problems()).hasSize(6);
        assertThat(fixture.problems().get(0))
                .isEqualTo("schemas/movie/V2.json:1: schemas are named <asset type>/v<version>.json, such as"
                        + " movie/v2.json");
        assertThat(fixture.problems().get(1)).startsWith("schemas/movie/v1.json:2: is not a valid schema: ");
        assertThat(fixture.problems().get(2)).startsWith("schemas/movie/v2.json:3: is not JSON: ");
        assertThat(fixture.problems().get(3))
                .isEqualTo("schemas/movie/v3.json:1: no migration of movie leads to version 3");
        assertThat(fixture.problems().get(4))
                .isEqualTo("schemas/poster/v1.json:1: the draft \"https://example.org/my-own\" of JSON Schema is not"
                        + " known");
        assertThat(fixture.problems().get(5)).isEqualTo("schemas/trailer/v1.json:1: a schema is a JSON object");
    }

    @Test
    void should_report_directories_that_do_not_exist() {
        MigrationSources sources = MigrationSources.classpath(MigrationMistakesTest.class.getClassLoader())
                .withMigrations(directory.resolve("nowhere"))
                .withSchemas(directory.resolve("neither"));

        assertThatThrownBy(() -> MigrationCatalog.load(sources))
                .isInstanceOf(InvalidMigrationsException.class)
                .hasMessage("the migrations cannot be used:\n"
                        + directory.resolve("neither") + ":1: this directory does not exist\n"
                        + directory.resolve("nowhere") + ":1: this directory does not exist");
    }

    @Test
    void should_report_files_that_are_not_text_or_too_large() throws IOException {
        MigrationFixture fixture = fixture().migration("movie/V2__a.jslt", " ".repeat((1 << 20) + 1));
        Files.write(directory.resolve("migrations/movie/V3__b.jslt"), new byte[] {'"', (byte) 0xE9, '"'});

        assertThat(fixture.problems())
                .contains(
                        "migrations/movie/V2__a.jslt:1: is larger than 1048576 bytes",
                        "migrations/movie/V3__b.jslt:1: is not UTF-8 text");
    }

    @Test
    void should_not_complain_about_a_gap_when_the_version_is_there_but_broken() {
        MigrationFixture fixture = fixture().migration("movie/V2__a.jslt", "{{").migration("movie/V3__b.jslt", SAME);

        assertThat(fixture.problems()).singleElement().asString().startsWith("migrations/movie/V2__a.jslt:1: Parse");
    }

    private MigrationFixture fixture() {
        return new MigrationFixture(directory);
    }
}
