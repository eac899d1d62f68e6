package dev.reprise.localstack.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the programs of the servers lie: what the {@code servers} modules of the build left in one folder. */
public record ServerPrograms(Path folder) {
    private static final String HOW_TO_BUILD = "build it with: mvn package -pl testing/local-stack -am";

    public ServerPrograms {
        folder = folder.toAbsolutePath();
    }

    /**
     * As for {@code java -cp}.
     *
     * @throws ServerStartException when it was not built
     */
    public String classPath(ServerKind kind) {
        Path file = folder.resolve(kind.lowerCaseName() + ".classpath");
        if (!Files.exists(file)) {
            throw new ServerStartException(
                    "no class path of " + kind.lowerCaseName() + " at " + file + "; " + HOW_TO_BUILD);
        }
        try {
            String classPath = Files.readString(file).strip();
            requireReadable(classPath);
            return classPath;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file, failed);
        }
    }

    /** A JVM passes over what it may not read, and misses a class without saying why. */
    private static void requireReadable(String classPath) {
        for (String entry : classPath.split(File.pathSeparator)) {
            if (!Files.isReadable(Path.of(entry))) {
                throw new ServerStartException("user " + System.getProperty("user.name") + " cannot read " + entry
                        + ", which is on a server's class path; build as that user");
            }
        }
    }

    /**
     * The unpacked distribution, of which nothing is changed.
     *
     * @throws ServerStartException when it was not built
     */
    public Path elasticsearchHome() {
        Path home = folder.resolve("elasticsearch");
        if (!Files.isDirectory(home.resolve("lib"))) {
            throw new ServerStartException("no Elasticsearch at " + home + "; " + HOW_TO_BUILD);
        }
        return home;
    }
}
