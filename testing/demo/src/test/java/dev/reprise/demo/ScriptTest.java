package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root. */
class ScriptTest extends ScriptFixture {

    ScriptTest(@TempDir Path folder) {
        super(folder);
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
}
