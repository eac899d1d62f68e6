package dev.reprise.migration;

import static dev.reprise.migration.MigrationFixture.json;
import static dev.reprise.migration.MigrationFixture.migrate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/migrations.md} shows works, and the traps it names exist. */
class DocumentationTest {

    private final Path directory;

    DocumentationTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void should_load_the_ten_lines() throws IOException {
        String text = Files.readString(Path.of("../../docs/migrations.md"));
        MigrationCatalog catalog = new MigrationFixture(directory)
                .migration("movie/V2__localized_titles.jslt", block(text, "```\n(// V2.*?)```"))
                .migration("movie/V2__localized_titles.examples.json", block(text, "```json\n(.*?)```"))
                .load();

        assertThat(catalog.list().get(0).examples()).isEqualTo(2);
    }

    @Test
    void should_have_the_traps_of_jslt() {
        assertThat(migrate(
                        load("V2__a.jslt", "format-time(parse-time(.d, \"MMM dd yyyy\"), \"yyyy-MM-dd\")"),
                        "{'d': 'Jun 31 1998 and more'}"))
                .isEqualTo(json("'1998-07-01'"));
        assertThat(migrate(load("V2__a.jslt", "[for (.list) .n]"), "{'n': 1, 'list': [{}]}"))
                .isEqualTo(json("[null]"));
    }

    @Test
    void should_have_the_traps_of_jsonata() throws IOException {
        MigrationCatalog lists = load("V2__a.jsonata", "{\"a\": l.x, \"b\": [l.x], \"c\": l.x[], \"d\": $merge([$])}");
        assertThat(migrate(lists, "{'l': [{'x': 1}]}"))
                .isEqualTo(json("{'a': 1, 'b': [1], 'c': [1], 'd': {'l': [{'x': 1}]}}"));

        MigrationCatalog numbers = load("V2__a.jsonata", "{\"kept\": n, \"cloned\": $clone($).n}");
        assertThat(migrate(numbers, "{'n': 0.12345678901234567}"))
                .isEqualTo(json("{'kept': 0.12345678901234567, 'cloned': 0.123456789012346}"));

        MigrationCatalog upper = load("V2__a.jsonata", "{\"b\": $uppercase(a)}");
        assertThat(migrate(upper, "{}")).isEqualTo(json("{}"));
        assertThatThrownBy(() -> migrate(upper, "{'a': null}")).isInstanceOf(MigrationFailedException.class);
    }

    private MigrationCatalog load(String name, String text) {
        return new MigrationFixture(directory).migration("movie/" + name, text).load();
    }

    private static String block(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
