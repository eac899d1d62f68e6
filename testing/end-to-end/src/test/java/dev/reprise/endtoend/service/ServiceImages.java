package dev.reprise.endtoend.service;

import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Archives of the classes of the services that every deployment has, which the JVM maps instead of loading and verifying classes one by one. Tests
 * start services a hundred times a run, on two cores, and an archive takes a third off what a start costs. Made once a
 * build, by an instance of each that comes up and is told to end.
 *
 * <p>A JVM that cannot make or use an archive goes without, and is slower.
 *
 * <p>Threading: one thread at a time.
 */
public final class ServiceImages {

    private static final Path FOLDER = Deployment.logs().resolve("images");
    private static final String ENDING = ".jsa";

    private ServiceImages() {}

    /** Makes what is missing. */
    public static void makeOn(LocalStack stack) {
        List<ServiceKind> missing = ServiceKind.NEEDED.stream()
                .filter(kind -> !Files.exists(archive(kind)))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        missing.forEach(ServiceImages::clean);
        var deployment = new Deployment("images", stack);
        try (deployment;
                AssetDatabase database = deployment.database()) {
            database.createTables();
            missing.forEach(kind -> deployment.start(kind, archiving("-XX:ArchiveClassesAtExit=" + unfinished(kind))));
            deployment.awaitReady();
            // The archives are written when they end in order.
            deployment.running().forEach(LocalService::close);
        }
        missing.forEach(ServiceImages::finish);
    }

    /** Returns what the JVM of an instance is to be given. */
    static List<String> options(ServiceKind kind) {
        Path archive = archive(kind);
        return Files.exists(archive) ? archiving("-XX:SharedArchiveFile=" + archive) : List.of();
    }

    /** What ties a service to its test is an agent, and agents could change the classes that are archived. Ours do not. */
    private static List<String> archiving(String how) {
        return List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:+AllowArchivingWithJavaAgent", how);
    }

    /** By its name an archive belongs to one build: the JVM refuses it for any other jars. */
    private static Path archive(ServiceKind kind) {
        long newest = kind.jars(Deployment.checkout()).stream()
                .mapToLong(jar -> jar.toFile().lastModified())
                .max()
                .orElseThrow();
        return FOLDER.resolve(kind.module() + "-" + newest + ENDING);
    }

    private static Path unfinished(ServiceKind kind) {
        return FOLDER.resolve(kind.module() + ".unfinished");
    }

    /** The JVM writes bit by bit, and one that reads a part of an archive aborts. */
    private static void finish(ServiceKind kind) {
        try {
            if (Files.exists(unfinished(kind))) {
                Files.move(unfinished(kind), archive(kind));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the archive", e);
        }
    }

    /** Deletes what is left of other builds. */
    private static void clean(ServiceKind kind) {
        try {
            Files.createDirectories(FOLDER);
            try (var files = Files.newDirectoryStream(FOLDER, kind.module() + "*")) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clean " + FOLDER, e);
        }
    }
}
