package dev.reprise.migration;

import static dev.reprise.migration.MigrationFixture.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations inside jars, in folders of the class path, and in Java. */
class ClasspathMigrationsTest {

    private static final String SERVICES = "META-INF/services/dev.reprise.migration.JavaMigration";

    private final Path directory;

    ClasspathMigrationsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    /** The third step, in Java; changes what it is given. */
    public static final class Upper implements JavaMigration {

        @Override
        public String assetType() {
            return "movie";
        }

        @Override
        public int toVersion() {
            return 3;
        }

        @Override
        public String name() {
            return "upper";
        }

        @Override
        public @Nullable JsonNode migrate(JsonNode payload) {
            String title = payload.path("title").asText();
            switch (title) {
                case "refuse" -> throw new MigrationRefusal("title is refused");
                case "crash" -> throw new IllegalStateException("a secret: " + payload);
                case "recurse" -> migrate(payload);
                case "nothing" -> {
                    return null;
                }
                default -> ((ObjectNode) payload).put("title", title.toUpperCase(Locale.ROOT));
            }
            return payload;
        }
    }

    /** Gives another result at every call. */
    public static final class Counting implements JavaMigration {

        private int calls;

        @Override
        public String assetType() {
            return "poster";
        }

        @Override
        public int toVersion() {
            return 2;
        }

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public JsonNode migrate(JsonNode payload) {
            calls++;
            return ((ObjectNode) payload).put("calls", calls);
        }
    }

    /** Has a version no chain can have. */
    public static final class Odd implements JavaMigration {

        @Override
        public String assetType() {
            return "poster";
        }

        @Override
        public int toVersion() {
            return 1;
        }

        @Override
        public String name() {
            return "odd";
        }

        @Override
        public JsonNode migrate(JsonNode payload) {
            return payload;
        }
    }

    @Test
    void should_find_files_in_jars_and_folders_and_java_classes() throws IOException {
        Path jar = jar(Map.of(
                "migrations/", "",
                "migrations/movie/", "",
                "migrations/movie/V2__a.jslt", "import \"movie/lib/x.jslt\" as x x:f(.)",
                "migrations/movie/lib/x.jslt", "def f(v) {\"title\": $v.Title}",
                "migrations/movie/V2__a.examples.json",
                        "[{\"name\": \"x\", \"given\": {\"Title\": \"Up\"}, \"expected\": {\"title\": \"Up\"}}]",
                "migrations/not-ours.sql", "drop table"));
        new MigrationFixture(directory.resolve("folder"))
                .write(SERVICES, Upper.class.getName())
                .migration(
                        "movie/V3__upper.examples.json",
                        """
                        [{"name": "x", "given": {"title": "Up"}, "expected": {"title": "UP"}},
                         {"name": "y", "given": {"title": "refuse"}, "fails": "title is refused"}]""")
                .schema("movie/v3.json", "{\"$ref\": \"../lib/any.json\"}")
                .schema("lib/any.json", "{\"type\": \"object\"}")
                .schema("somebody/elses-schema.json", "not ours, not read");

        MigrationCatalog catalog =
                MigrationCatalog.load(MigrationSources.classpath(loader(jar, directory.resolve("folder"))));

        assertThat(catalog.list())
                .extracting(MigrationDescriptor::language, MigrationDescriptor::file, MigrationDescriptor::examples)
                .containsExactly(
                        tuple("jslt", "some.jar!/migrations/movie/V2__a.jslt", 1),
                        tuple("java", Upper.class.getName(), 2));
        assertThat(catalog.schema("movie", 3).orElseThrow().file()).isEqualTo("classpath:schemas/movie/v3.json");
        assertThat(catalog.chain("movie", 1, 3).apply(json("{'Title': 'Up'}"))).isEqualTo(json("{'title': 'UP'}"));
        assertThat(catalog.list().get(1).checksum()).matches("[0-9a-f]{64}");
    }

    @Test
    void should_keep_values_out_when_java_fails() throws IOException {
        new MigrationFixture(directory.resolve("folder"))
                .write(SERVICES, Upper.class.getName())
                .migration("movie/V2__a.jslt", ".");
        MigrationChain chain = MigrationCatalog.load(MigrationSources.classpath(loader(directory.resolve("folder"))))
                .chain("movie", 1, 3);
        JsonNode payload = json("{'title': 'up'}");

        assertThat(chain.apply(payload)).isEqualTo(json("{'title': 'UP'}"));
        assertThat(payload).isEqualTo(json("{'title': 'up'}"));
        Map<String, String> reasons = Map.of(
                "refuse", "title is refused",
                "crash", "IllegalStateException in the migration",
                "recurse", "the recursion is too deep",
                "nothing", "the migration returned nothing");
        reasons.forEach((title, reason) -> assertThatThrownBy(() -> chain.apply(json("{'title': '" + title + "'}")))
                .isInstanceOf(MigrationFailedException.class)
                .hasMessage("movie/V3__upper: " + reason)
                .hasNoCause());
    }

    @Test
    void should_report_java_migrations_that_cannot_be_used() throws IOException {
        new MigrationFixture(directory.resolve("folder"))
                .write(SERVICES, Counting.class.getName() + "\n" + Odd.class.getName() + "\ndev.reprise.Nowhere\n")
                .migration(
                        "poster/V2__counting.examples.json",
                        """
                        [{"name": "x", "given": {}, "expected": {"calls": 1}}]""");

        MigrationFixture fixture =
                new MigrationFixture(directory.resolve("empty")).classLoader(loader(directory.resolve("folder")));

        assertThat(fixture.problems())
                .containsExactly(
                        SERVICES + ":1: dev.reprise.migration.JavaMigration: Provider dev.reprise.Nowhere not found",
                        "classpath:migrations/poster/V2__counting.examples.json:1: the example 'x' gives another result"
                                + " the second time: a migration is a pure function of its payload",
                        Odd.class.getName() + ":1: version 1 is where payloads begin: the first migration leads to 2");
    }

    @Test
    void should_report_duplicates_across_directory_class_path_and_java() throws IOException {
        new MigrationFixture(directory.resolve("folder"))
                .write(SERVICES, Upper.class.getName())
                .migration("movie/V2__b.jslt", ".")
                .schema("movie/v2.json", "{}");
        MigrationFixture fixture = new MigrationFixture(directory.resolve("own"))
                .migration("movie/V2__a.jslt", ".")
                .migration("movie/V3__b.jslt", ".")
                .schema("movie/v2.json", "{}")
                .classLoader(loader(directory.resolve("folder")));

        assertThat(fixture.problems())
                .containsExactly(
                        "classpath:migrations/movie/V2__b.jslt:1: version 2 of movie has a migration already: "
                                + "migrations/movie/V2__a.jslt",
                        "classpath:schemas/movie/v2.json:1: schemas/movie/v2 is there already: schemas/movie/v2.json",
                        Upper.class.getName()
                                + ":1: version 3 of movie has a migration already: migrations/movie/V3__b.jslt");
    }

    private Path jar(Map<String, String> entries) throws IOException {
        Path file = directory.resolve("some.jar");
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                jar.closeEntry();
            }
        }
        return file;
    }

    private static ClassLoader loader(Path... places) throws MalformedURLException {
        URL[] urls = new URL[places.length];
        for (int i = 0; i < places.length; i++) {
            urls[i] = places[i].toUri().toURL();
        }
        return new URLClassLoader(urls, ClasspathMigrationsTest.class.getClassLoader());
    }
}
