package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root, in a checkout of its own with programs that only pretend. */
class ScriptTest {

    private static final List<String> TOOLS = List.of(
            "bash",
            "cat",
            "dirname",
            "env",
            "find",
            "flock",
            "grep",
            "head",
            "ln",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sed",
            "tail",
            "touch",
            "wc");

    private static final List<String> OUTPUTS = List.of(
            "testing/demo/target/lib/demo.jar",
            "id-producer/target/quarkus-app/quarkus-run.jar",
            "reprocess-worker/target/quarkus-app/quarkus-run.jar",
            "iceberg-writer/target/quarkus-app/quarkus-run.jar",
            "testing/local-stack/target/servers/kafka.classpath",
            "testing/local-stack/target/servers/cassandra.classpath",
            "testing/local-stack/target/servers/elasticsearch/lib");

    private final Path folder;
    private final Path root;
    private final Path programs;

    ScriptTest(@TempDir Path folder) {
        this.folder = folder;
        this.root = folder.resolve("checkout");
        this.programs = folder.resolve("bin");
    }

    /** What a run printed. */
    private record Run(int exitCode, List<String> out, List<String> err) {}

    @BeforeEach
    void makeCheckout() throws IOException {
        Files.createDirectories(programs);
        Files.createDirectories(root.resolve("cli/src/main"));
        Files.createDirectories(root.resolve("testing/local-stack/servers"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.copy(Path.of("../../reprise"), root.resolve("reprise"));
        executable(root.resolve("reprise"));
        Path functions =
                Files.createDirectories(root.resolve("cli/src/main/bin")).resolve("launcher.sh");
        Files.copy(Path.of("../../cli/src/main/bin/launcher.sh"), functions);
        for (String tool : TOOLS) {
            Path real = Path.of("/usr/bin", tool);
            if (Files.exists(real)) {
                Files.createSymbolicLink(programs.resolve(tool), real);
            }
        }
    }

    @Test
    void should_say_that_java_is_missing() throws Exception {
        Run run = run("jobs");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .containsExactly("reprise: java is missing; install JDK 17 or newer and put it on the PATH");
    }

    @Test
    void should_say_that_java_is_too_old() throws Exception {
        java("11.0.2");
        assertThat(run("jobs").err())
                .containsExactly("reprise: " + programs + "/java is Java 11; JDK 17 or newer is needed");

        java("1.8.0_292");
        assertThat(run("jobs").err())
                .containsExactly("reprise: " + programs + "/java is Java 8; JDK 17 or newer is needed");
    }

    @Test
    void should_say_that_maven_is_missing_when_there_is_something_to_build() throws Exception {
        java("17.0.1");

        Run run = run("jobs");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .containsExactly(
                        "reprise: mvn is missing, and there is something to build; install Maven 3.8 or newer");
    }

    @Test
    void should_build_once_and_run_the_command_line() throws Exception {
        java("21");
        maven("for f in " + String.join(" ", OUTPUTS) + "; do mkdir -p \"$(dirname $f)\"; touch $f; done");

        Run first = run("submit", "--reason", "two words");
        Run second = run("jobs");

        assertThat(first.err()).singleElement().asString().startsWith("reprise: building ");
        assertThat(first.out()).last().asString().endsWith("dev.reprise.demo.Main submit --reason two words");
        assertThat(second.err()).as("nothing to build").isEmpty();
        assertThat(second.out())
                .first()
                .asString()
                .contains("-Dreprise.home=" + root.toRealPath() + " ")
                .contains("-Dreprise.terminal=false ");
    }

    @Test
    void should_take_a_whole_archive_of_classes_and_no_other() throws Exception {
        java("17");
        maven("for f in " + String.join(" ", OUTPUTS) + "; do mkdir -p \"$(dirname $f)\"; touch $f; done");
        Path target = root.toRealPath().resolve("testing/demo/target");

        assertThat(run("submit").out())
                .as("one that needs fewer classes leaves none")
                .last()
                .asString()
                .doesNotContain("jsa");
        assertThat(run("jobs").out()).first().asString().contains("-XX:ArchiveClassesAtExit=" + target + "/reprise.");

        Path whole = Files.writeString(target.resolve("reprise-5.jsa"), "whole");
        assertThat(run("jobs").out()).first().asString().contains("-XX:SharedArchiveFile=" + whole + " ");

        Files.writeString(whole, "cut");
        assertThat(run("jobs").out()).first().asString().doesNotContain("jsa");
    }

    @Test
    void should_build_again_when_a_source_is_younger_or_gone() throws Exception {
        java("17");
        maven("for f in " + String.join(" ", OUTPUTS) + "; do mkdir -p \"$(dirname $f)\"; touch $f; done");
        Path source = Files.writeString(root.resolve("cli/src/main/A.java"), "class A {}");
        run("jobs");

        waitForTheNextTick();
        Files.delete(source);
        assertThat(run("jobs").err()).as("a source is gone").hasSize(1);

        waitForTheNextTick();
        Files.writeString(root.resolve("pom.xml"), "<project></project>");
        assertThat(run("jobs").err()).as("a pom has changed").hasSize(1);

        Files.delete(root.resolve("testing/demo/target/lib/demo.jar"));
        Files.delete(root.resolve("testing/demo/target/lib"));
        assertThat(run("jobs").err()).as("an output is gone").hasSize(1);
        assertThat(run("jobs").err()).isEmpty();
    }

    @Test
    void should_build_the_job_of_spark_when_it_is_asked_for_alone() throws Exception {
        java("17");
        maven("echo \"$@\" >>calls; for f in " + String.join(" ", OUTPUTS)
                + "; do mkdir -p \"$(dirname $f)\"; touch $f; done;"
                + " if [[ $* == *-Pspark* ]]; then mkdir -p testing/benchmark/spark/target;"
                + " touch testing/benchmark/spark/target/spark.classpath; fi");

        run("jobs");
        run("bench", "--rounds", "1");
        assertThat(root.resolve("calls"))
                .content()
                .as("nobody else fetches Spark")
                .doesNotContain("-Pspark");

        waitForTheNextTick();
        Run asked = run("bench", "--spark");
        assertThat(asked.err()).singleElement().asString().startsWith("reprise: building the job of Spark ");
        assertThat(asked.out()).last().asString().endsWith("dev.reprise.demo.Main bench --spark");
        assertThat(run("bench", "--rounds", "1", "--spark").err())
                .as("nothing to build")
                .isEmpty();
        assertThat(Files.readAllLines(root.resolve("calls")))
                .hasSize(2)
                .last()
                .asString()
                .endsWith("-Pspark -pl testing/benchmark/spark -am package");

        waitForTheNextTick();
        Files.writeString(root.resolve("pom.xml"), "<project></project>");
        assertThat(run("bench", "--spark").err())
                .as("its class path has classes of the product")
                .hasSize(2);
    }

    @Test
    void should_name_the_library_when_the_user_cannot_read_it() throws Exception {
        java("17");
        maven("for f in " + String.join(" ", OUTPUTS) + "; do mkdir -p \"$(dirname $f)\"; touch $f; done;"
                + " ln -s /none/a.jar testing/demo/target/lib/library.jar");

        Run run = run("jobs");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .last()
                .asString()
                .startsWith("reprise: this user cannot read " + root.toRealPath()
                        + "/testing/demo/target/lib/library.jar; ");
    }

    /** A file in its place stops root too, which a lack of rights does not. */
    @Test
    void should_name_the_folder_when_the_user_cannot_write_it() throws Exception {
        java("17");
        maven("exit 0");
        Files.createFile(root.resolve("target"));

        assertThat(run("jobs").err())
                .singleElement()
                .asString()
                .startsWith("reprise: this user cannot write " + root.toRealPath() + "/target, ");
    }

    @Test
    void should_print_the_error_and_the_log_when_the_build_fails() throws Exception {
        java("17");
        maven("printf '\\033[0m[ERROR] A.java:[1,2] no such symbol\\n[ERROR] \\n'; exit 1");

        Run run = run("jobs");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .anyMatch(line -> line.endsWith("[ERROR] A.java:[1,2] no such symbol"))
                .doesNotContain("[ERROR] ")
                .last()
                .asString()
                .isEqualTo("reprise: the build failed; its log is " + root.toRealPath() + "/target/build.log");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void should_read_arguments_as_utf8_when_the_locale_knows_ascii_alone() throws Exception {
        maven("for f in " + String.join(" ", OUTPUTS) + "; do mkdir -p \"$(dirname $f)\"; touch $f; done");
        program(
                "java",
                "if [ \"$1\" = -version ]; then echo 'openjdk version \"17\"' >&2; else echo \"by $LC_ALL\"; fi");
        program("javac", "");

        assertThat(run("jobs").out()).as("no program tells").containsExactly("by C.UTF-8");

        program("locale", "[ \"$LC_ALL\" = en_US.UTF-8 ] && echo UTF-8 || echo ANSI_X3.4-1968");
        assertThat(run("jobs").out()).as("C.UTF-8 is not installed").containsExactly("by en_US.UTF-8");

        program("locale", "echo ISO-8859-1");
        assertThat(run("jobs").out()).as("a locale that knows letters").containsExactly("by ");
    }

    @Test
    void should_work_by_a_link_from_anywhere() throws Exception {
        java("17");
        maven("for f in " + String.join(" ", OUTPUTS) + "; do mkdir -p \"$(dirname $f)\"; touch $f; done");
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("checkout/reprise"));

        Run run = run(List.of(link.toString(), "jobs"), folder);

        assertThat(run.out()).last().asString().contains("-Dreprise.home=" + root.toRealPath() + " ");
    }

    private Run run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(root.resolve("reprise").toString()));
        command.addAll(Arrays.asList(arguments));
        return run(command, Path.of("/"));
    }

    private Run run(List<String> command, Path from) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(from.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", programs.toString());
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
    }

    private void java(String version) throws IOException {
        program(
                "java",
                "if [ \"$1\" = -version ]; then echo 'openjdk version \"" + version
                        + "\" 2021-10-19' >&2; else echo \"$@\"; fi");
        program("javac", "");
    }

    private void maven(String script) throws IOException {
        program("mvn", script);
    }

    private void program(String name, String script) throws IOException {
        executable(Files.writeString(programs.resolve(name), "#!/bin/bash\n" + script + "\n"));
    }

    /** File times may be coarse: the next file must be younger than the stamp. */
    private void waitForTheNextTick() throws IOException {
        Path stamp = root.resolve("target/build.stamp");
        Path probe = folder.resolve("probe");
        do {
            Files.writeString(probe, "");
        } while (Files.getLastModifiedTime(probe).compareTo(Files.getLastModifiedTime(stamp)) <= 0);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
