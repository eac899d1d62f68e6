package dev.reprise.endtoend.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.endtoend.archive.UnpackedArchive.Ended;
import dev.reprise.localstack.process.LoopbackPorts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Needs no server: what is asked of Kafka here is that nobody answers. */
class CliArchiveIT {

    private static final List<String> OWN_MODULES =
            List.of("asset-store", "cli", "common", "elasticsearch-client", "migrate", "processor-api", "topic-client");

    private static final Map<String, String> JAVA_BY_HOME =
            Map.of("PATH", "/usr/bin:/bin", "JAVA_HOME", System.getProperty("java.home"));

    @TempDir
    private Path temporary;

    private UnpackedArchive archive;
    private Path empty;

    @BeforeEach
    void unpack() throws Exception {
        archive = UnpackedArchive.into(Files.createDirectory(temporary.resolve("a folder with blanks")));
        empty = Files.createDirectory(temporary.resolve("empty"));
    }

    private Ended run(String... arguments) throws Exception {
        return UnpackedArchive.run(empty, JAVA_BY_HOME, archive.script(), arguments);
    }

    @Test
    void should_hold_only_what_operators_need_when_unpacked() throws Exception {
        String version = "-" + archive.version() + ".jar";

        List<String> libraries = archive.libraries();

        assertThat(libraries.stream().filter(name -> name.endsWith(version)).map(name -> name.replace(version, "")))
                .containsExactlyElementsOf(OWN_MODULES);
        assertThat(libraries)
                .noneMatch(
                        name -> name.matches("(kafka_|kafka-streams|kafka-server|cassandra|quarkus|junit|assertj).*"))
                .noneMatch(name -> name.contains("-tests"));
        assertThat(Files.isExecutable(archive.script())).isTrue();
        assertThat(archive.home()).isDirectoryContaining("glob:**/{LICENSE,NOTICE,docs}");
    }

    @Test
    void should_print_usage_when_asked_for_help() throws Exception {
        Ended ended = run("--help");

        assertThat(ended.code()).as(ended.output()).isZero();
        assertThat(ended.output()).startsWith("Usage: reprise").contains("submit", "migrations");
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void should_start_when_called_by_link_or_by_another_shell() throws Exception {
        Path link = Files.createSymbolicLink(
                temporary.resolve("second"), Files.createSymbolicLink(temporary.resolve("first"), archive.script()));

        Ended linked = UnpackedArchive.run(empty, JAVA_BY_HOME, link, "--help");
        Ended other = UnpackedArchive.run(empty, JAVA_BY_HOME, Path.of("/bin/sh"), link.toString(), "--help");

        assertThat(linked.output()).startsWith("Usage: reprise");
        assertThat(other).isEqualTo(linked);
    }

    @Test
    void should_find_java_on_the_path_when_home_is_unset_and_cdpath_is_set() throws Exception {
        String path = Path.of(System.getProperty("java.home"), "bin") + ":/usr/bin:/bin";

        Ended ended = UnpackedArchive.run(
                archive.home(), Map.of("PATH", path, "CDPATH", "/:."), Path.of("/bin/bash"), "bin/reprise", "--help");

        assertThat(ended.output()).startsWith("Usage: reprise");
    }

    @Test
    void should_say_what_is_missing_when_there_is_no_java() throws Exception {
        Path programs = Files.createDirectory(temporary.resolve("programs"));
        for (String name : List.of("bash", "dirname", "readlink", "sed")) {
            Path program = Path.of("/usr/bin", name);
            Files.createSymbolicLink(programs.resolve(name), Files.exists(program) ? program : Path.of("/bin", name));
        }

        Ended ended = UnpackedArchive.run(empty, Map.of("PATH", programs.toString()), archive.script(), "--help");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("reprise: java is missing").contains("17");
    }

    @Test
    void should_check_migrations_when_their_folder_is_named() throws Exception {
        Path movie = Files.createDirectories(temporary.resolve("migrations/movie"));
        Files.writeString(movie.resolve("V2__title.jslt"), "{\"title\": .name}");

        Ended unnamed = run("migrations", "check");
        Ended named = run("migrations", "check", "--migrations", "../migrations");

        assertThat(unnamed.code()).isEqualTo(2);
        assertThat(unnamed.output()).contains("--migrations DIR");
        assertThat(named.code()).as(named.output()).isZero();
        assertThat(named.output()).contains("1 migration");
    }

    @Test
    void should_name_kafka_when_it_does_not_answer() throws Exception {
        String nobody = LoopbackPorts.HOST + ":" + LoopbackPorts.choose();

        Ended ended = run("jobs", "--bootstrap-servers", nobody);

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("Kafka at " + nobody + " does not answer");
    }

    @Test
    void should_refuse_commands_of_a_checkout_when_there_is_none() throws Exception {
        Ended ended = run("demo");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.output()).contains("demo");
    }
}
