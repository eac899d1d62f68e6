package dev.reprise.service.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The folder Kafka Streams wants although all stores are in memory. A process holds a lock in its folder for as long as it lives; a
 * folder whose lock nobody holds was left by a process that was killed, and the next one removes it.
 *
 * <p>Threading: safe for any number of threads and processes.
 */
public final class StateDirectory {

    private static final String PREFIX = "reprise-streams-";
    private static final String LOCK_FILE = "in-use.lock";

    /** More are left to the next start, so that no start takes long. */
    private static final int REMOVED_MAX = 1_000;

    /** Another process may take a folder for one that was left, between its making and its lock; hardly twice. */
    private static final int ATTEMPTS_MAX = 10;

    /** Never closed: the locks are given up with the process, whatever ends it. */
    private static final Queue<FileChannel> HELD = new ConcurrentLinkedQueue<>();

    private StateDirectory() {}

    /**
     * Makes a folder of this process alone, so that several instances can run on one machine, and removes those that killed processes
     * have left. What Streams leaves in one is a few bytes, and of no use to the next process.
     *
     * @throws UncheckedIOException if the folder for temporary files cannot be written
     */
    public static Path create() {
        return create(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static Path create(Path temporary) {
        try {
            removeLeft(temporary);
            for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
                Path directory = Files.createTempDirectory(temporary, PREFIX);
                if (take(directory)) {
                    return directory;
                }
            }
            throw new IOException("each that was made was removed at once");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder for the stream in " + temporary, e);
        }
    }

    /** Returns false if another process took the folder for one that was left, and has removed it. */
    private static boolean take(Path directory) throws IOException {
        Path lockFile = directory.resolve(LOCK_FILE);
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileLock unused = channel.lock();
        if (!Files.exists(lockFile)) {
            channel.close();
            return false;
        }
        HELD.add(channel);
        // In this order: what is noted last is deleted first.
        directory.toFile().deleteOnExit();
        lockFile.toFile().deleteOnExit();
        return true;
    }

    private static void removeLeft(Path temporary) throws IOException {
        int removed = 0;
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path folder : folders) {
                if (removed < REMOVED_MAX && Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    removed += removeUnlessInUse(folder) ? 1 : 0;
                }
            }
        }
    }

    /** A folder without a lock file is of an earlier release, or just being made: it may be in use, and stays. */
    private static boolean removeUnlessInUse(Path folder) {
        Path lockFile = folder.resolve(LOCK_FILE);
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return false;
            }
            remove(folder);
            return true;
        } catch (OverlappingFileLockException ours) {
            return false;
        } catch (IOException notOurs) {
            // No lock file, or of another user, or removed by another process right now.
            return false;
        }
    }

    /** Links are removed and never followed. */
    private static void remove(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failed) throws IOException {
                if (failed != null) {
                    throw failed;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
