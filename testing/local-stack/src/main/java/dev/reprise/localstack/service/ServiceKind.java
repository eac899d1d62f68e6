package dev.reprise.localstack.service;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The services. */
public enum ServiceKind {
    /** Turns requests into events. */
    ID_PRODUCER("id-producer", "dev.reprise.idproducer.boot.Main"),
    /** Turns events into outcomes. */
    REPROCESS_WORKER("reprocess-worker", "dev.reprise.worker.boot.Main"),
    /** Makes analytics tables of exported rows; only who exports has it. */
    ICEBERG_WRITER("iceberg-writer", "dev.reprise.iceberg.boot.Main");

    /** Those that every deployment has. */
    public static final List<ServiceKind> NEEDED = List.of(ID_PRODUCER, REPROCESS_WORKER);

    /** What Quarkus makes at build time goes before what it was made of. */
    private static final List<String> FOLDERS = List.of("quarkus", "app", "lib/boot", "lib/main");

    private final String module;
    private final String mainClass;

    ServiceKind(String module, String mainClass) {
        this.module = module;
        this.mainClass = mainClass;
    }

    /** Returns the program as the build leaves it. */
    public Path jar(Path checkout) {
        return checkout.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }

    /** Returns the jars of the program, in the order of a class path. */
    public List<Path> jars(Path checkout) {
        List<Path> jars = new ArrayList<>();
        for (String folder : FOLDERS) {
            try (Stream<Path> files = Files.list(jar(checkout).resolveSibling(folder))) {
                files.filter(file -> file.toString().endsWith(".jar")).sorted().forEach(jars::add);
            } catch (IOException e) {
                throw new UncheckedIOException("the program is not built", e);
            }
        }
        return jars;
    }

    /** Returns the jars of the program as the JVM takes them. */
    public String classPath(Path checkout) {
        return jars(checkout).stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /** Returns the class that is run. */
    public String mainClass() {
        return mainClass;
    }

    /** Returns the name of the module, which is the name of the service. */
    public String module() {
        return module;
    }
}
