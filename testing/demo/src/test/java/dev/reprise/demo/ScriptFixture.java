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
import org.junit.jupiter.api.io.TempDir;

/** A checkout of its own with the script at its root, and programs that only pretend. */
abstract class ScriptFixture {

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

    static final List<String> OUTPUTS = List.of(
            "testing/demo/target/lib/demo.jar",
            "id-producer/target/quarkus-app/quarkus-run.jar",
            "reprocess-worker/target/quarkus-app/quarkus-run.jar",
            "iceberg-writer/target/quarkus-app/quarkus-run.jar",
            "testing/local-stack/target/servers/kafka.classpath",
            "testing/local-stack/target/servers/cassandra.classpath",
            "testing/local-stack/target/servers/elasticsearch/lib");

    final Path folder;
    final Path root;
    final Path programs;

    ScriptFixture(@TempDir Path folder) {
        this.folder = folder;
        this.root = folder.resolve("checkout");
        this.programs = folder.resolve("bin");
    }

    /** What a run printed. */
    record Run(int exitCode, List<String> out, List<String> err) {}

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

    final Run run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(root.resolve("reprise").toString()));
        command.addAll(Arrays.asList(arguments));
        return run(command, Path.of("/"));
    }

    final Run run(List<String> command, Path from) throws Exception {
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

    final void java(String version) throws IOException {
        program(
                "java",
                "if [ \"$1\" = -version ]; then echo 'openjdk version \"" + version
                        + "\" 2021-10-19' >&2; else echo \"$@\"; fi");
        program("javac", "");
    }

    final void maven(String script) throws IOException {
        program("mvn", script);
    }

    final void program(String name, String script) throws IOException {
        executable(Files.writeString(programs.resolve(name), "#!/bin/bash\n" + script + "\n"));
    }

    /** File times may be coarse: the next file must be younger than the stamp. */
    final void waitForTheNextTick() throws IOException {
        Path stamp = root.resolve("target/build.stamp");
        Path probe = folder.resolve("probe");
        do {
            Files.writeString(probe, "");
        } while (Files.getLastModifiedTime(probe).compareTo(Files.getLastModifiedTime(stamp)) <= 0);
    }

    static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
