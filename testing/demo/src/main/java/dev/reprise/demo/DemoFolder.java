package dev.reprise.demo;

import dev.reprise.cli.invocation.FailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The folder of one demo, empty at its start, kept at its end so that logs can be read. One demo at a time.
 *
 * <p>Threading: one thread.
 */
final class DemoFolder implements AutoCloseable {

    private final FileChannel lockFile;
    private final Path folder;

    private DemoFolder(FileChannel lockFile, Path folder) {
        this.lockFile = lockFile;
        this.folder = folder;
    }

    /**
     * Empties and takes the folder.
     *
     * @throws FailedException if another demo has it
     */
    static DemoFolder take(Path folder) {
        try {
            Files.createDirectories(folder.toAbsolutePath().getParent());
            FileChannel lockFile = FileChannel.open(
                    folder.resolveSibling(folder.getFileName() + ".lock"),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            FileLock lock = lockFile.tryLock();
            if (lock == null) {
                lockFile.close();
                throw new FailedException("another demo runs in " + folder);
            }
            empty(folder);
            Files.createDirectories(folder);
            return new DemoFolder(lockFile, folder);
        } catch (OverlappingFileLockException taken) {
            throw new FailedException("another demo runs in " + folder, taken);
        } catch (IOException | UncheckedIOException failed) {
            throw new FailedException("cannot make " + folder + ": " + failed.getMessage(), failed);
        }
    }

    Path path() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }

    private static void empty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
