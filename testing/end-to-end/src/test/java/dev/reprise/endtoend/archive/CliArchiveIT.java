package dev.reprise.endtoend.archive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.endtoend.service.Deployment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive runs from an empty folder, without a checkout. */
class CliArchiveIT {

    private static final Path BUILT = Deployment.checkout().resolve("cli/target");

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin").toString();

    /** A blank in the path, as on the desktops of many. */
    @TempDir
    private static Path folder;

    private static Path home;

    /** What a command has printed, and its exit code. */
    private record Ended(int code, String out, String err) {}

    @BeforeAll
    static void unpack() throws IOException {
        Path archive;
        try (Stream<Path> files = Files.list(BUILT)) {
            archive = files.filter(file -> file.getFileName().toString().matches("reprise-cli-.*\\.zip"))
                    .findFirst()
                    .orElseThrow();
        }
        Path into = Files.createDirectories(folder.resolve("my tools"));
        try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("enablePosixFileAttributes", true));
                Stream<Path> entries = Files.walk(zip.getPath("/"))) {
            for (Path entry : (Iterable<Path>) entries::iterator) {
                Path file = into.resolve(zip.getPath("/").relativize(entry).toString());
                if (Files.isDirectory(entry)) {
                    Files.createDirectories(file);
                } else {
                    Files.copy(entry, file);
                    Files.setPosixFilePermissions(file, Files.getPosixFilePermissions(entry));
                }
            }
        }
        try (Stream<Path> top = Files.list(into)) {
            home = top.findFirst().orElseThrow();
        }
    }

    /** Runs a command in an empty folder, with nothing in the environment but the way to programs. */
    private static Ended run(String path, Path program, String... arguments) throws Exception {
        Path empty = Files.createTempDirectory(folder, "empty");
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        var builder = new ProcessBuilder(Stream.concat(Stream.of(program.toString()), Arrays.stream(arguments))
                        .toList())
                .directory(empty.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", path);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("it ends").isTrue();
            try (Stream<Path> left = Files.list(empty)) {
                assertThat(left).as("nothing is left in the folder").isEmpty();
            }
            return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            process.destroyForcibly();
        }
    }

    private static Ended reprise(String... arguments) throws Exception {
        return run(JAVA + ":/usr/bin:/bin", home.resolve("bin/reprise"), arguments);
    }

    @Test
    void should_print_its_help_when_run_from_an_empty_folder() throws Exception {
        Ended help = reprise("--help");

        assertThat(help.code()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out())
                .startsWith("Usage: reprise ")
                .contains("submit", "dead-letters", "migrations")
                .as("what needs a checkout")
                .doesNotContain("\n  demo", "\n  stack", "\n  bench");
    }

    @Test
    void should_check_migrations_of_a_folder() throws Exception {
        Ended check = reprise(
                "migrations",
                "check",
                "--migrations",
                Deployment.samples().resolve("migrations").toString(),
                "--schemas",
                Deployment.samples().resolve("schemas").toString());

        assertThat(check.err()).isEmpty();
        assertThat(check.code()).isZero();
        assertThat(check.out()).contains(" migrations of 2 asset types are sound, ");
    }

    @Test
    void should_run_by_a_link_and_say_in_one_line_that_kafka_is_away() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), home.resolve("bin/reprise"));

        Ended jobs = run(JAVA + ":/usr/bin:/bin", link, "jobs", "--bootstrap-servers", "localhost:1");

        assertThat(jobs.code()).isEqualTo(1);
        assertThat(jobs.out()).isEmpty();
        assertThat(jobs.err()).isEqualTo("reprise jobs: Kafka at localhost:1 does not answer\n");
    }

    @Test
    void should_say_what_is_missing_when_there_is_no_java() throws Exception {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String needed : List.of("bash", "dirname", "readlink", "sed")) {
            Path program = Stream.of("/usr/bin", "/bin")
                    .map(place -> Path.of(place, needed))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(programs.resolve(needed), program);
        }

        Ended ended = run(programs.toString(), home.resolve("bin/reprise"), "jobs");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).isEqualTo("reprise: java is missing; install JDK 17 or newer and put it on the PATH\n");
    }

    @Test
    void should_bring_its_licence_and_nothing_that_is_for_tests() throws IOException {
        try (Stream<Path> libraries = Files.list(home.resolve("lib"))) {
            assertThat(libraries)
                    .extracting(jar -> Objects.requireNonNull(jar.getFileName()).toString())
                    .anyMatch(name -> name.startsWith("cli-"))
                    .noneMatch(
                            name -> name.matches(
                                    "(junit|assertj|kafka_|cassandra|elasticsearch|quarkus|local-stack|demo|benchmark|workload|audit).*"));
        }
        assertThat(Files.readString(home.resolve("LICENSE"), StandardCharsets.UTF_8))
                .contains("Apache License");
        assertThat(home.resolve("NOTICE")).exists();
    }
}
