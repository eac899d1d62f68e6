package dev.reprise.endtoend.service;

import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.service.ServiceKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * An earlier commit of this project and the services that are built from it, in a folder below {@code target}. A commit does
 * not change, so what was built once stays.
 *
 * <p>Threading: one thread.
 */
final class EarlierBuild {

    /** Compiling all that two services need, on two cores that are busy. */
    private static final Duration WITHIN = Duration.ofMinutes(15);

    /** A hash or a tag: what it names stays the same. */
    private static final String COMMIT = property("reprise.upgrade.from");

    private EarlierBuild() {}

    /** Returns the root of the built project, which is made when it is not there. */
    static Path checkout() throws IOException, InterruptedException {
        Path folder = Deployment.checkout()
                .resolve("testing/end-to-end/target/earlier")
                .resolve(COMMIT);
        Path built = folder.resolve("target/built");
        if (!Files.exists(built)) {
            unpack(Files.createDirectories(folder));
            build(folder);
            Files.createDirectories(built);
        }
        return folder;
    }

    private static void unpack(Path folder) throws InterruptedException {
        Path archive = folder.resolveSibling(COMMIT + ".tar");
        run(
                "git",
                Deployment.checkout(),
                List.of("git", "archive", "--output=" + archive, COMMIT),
                "the commit " + COMMIT + " is not in this clone: fetch it (git fetch --unshallow), or name another one"
                        + " by -Dreprise.upgrade.from");
        run("tar", folder, List.of("tar", "-xf", archive.toString()), "its archive cannot be unpacked");
    }

    /** The services alone, without tests and checks of style: that commit has passed them. */
    private static void build(Path folder) throws InterruptedException {
        List<String> maven = new ArrayList<>(List.of(
                property("reprise.maven.home") + "/bin/mvn",
                "-B",
                "package",
                "-Dmaven.test.skip=true",
                "-Dspotless.check.skip=true",
                "-am",
                "-pl",
                ServiceKind.ID_PRODUCER.module() + "," + ServiceKind.REPROCESS_WORKER.module()));
        if (property("reprise.maven.mode").equals("offline=true")) {
            maven.add("--offline");
        }
        run("maven", folder, maven, "the commit " + COMMIT + " cannot be built");
    }

    private static void run(String program, Path folder, List<String> command, String failure)
            throws InterruptedException {
        try (ChildProcess child = ChildProcess.builder(program, command)
                .environment(Map.of("JAVA_HOME", property("java.home")))
                .workingFolder(folder)
                .logFile(Deployment.logs().resolve("earlier-" + program + ".log"))
                .start()) {
            boolean ended = child.awaitExit(WITHIN);
            if (!ended || !child.exitCode().equals(OptionalInt.of(0))) {
                throw new AssertionError(failure + ":\n" + Deployment.lastLog(child));
            }
        }
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }
}
