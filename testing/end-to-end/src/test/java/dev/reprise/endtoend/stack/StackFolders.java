package dev.reprise.endtoend.stack;

import dev.reprise.localstack.stack.LocalStackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;

/** Where tests keep their stacks: below {@code target}, emptied when a test begins, kept to be looked at after it. */
public final class StackFolders {
    private static final Path STACKS = property("reprise.stacks.directory");
    private static final Path SERVERS = property("reprise.servers.directory");

    private StackFolders() {}

    /** A stack with all servers in an empty folder of that name. Most live for minutes. */
    public static LocalStackOptions fresh(String name) {
        Path folder = STACKS.resolve(name);
        delete(folder);
        return LocalStackOptions.in(folder, SERVERS).sparingCores();
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot empty " + folder, failed);
        }
    }

    private static Path property(String name) {
        return Path.of(Objects.requireNonNull(System.getProperty(name), name));
    }
}
