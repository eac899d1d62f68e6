package dev.reprise.localstack.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file, read without reading the rest: at most {@value #TAIL_BYTES_MAX} bytes are looked at. */
final class LogTail {
    private static final int TAIL_BYTES_MAX = 64 * 1024;

    private LogTail() {}

    /** The last lines, oldest first; fewer when the file has fewer, none when there is no file. */
    static List<String> lines(Path file, int linesMax) {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<String> lines = tail(file).lines().toList();
        return lines.subList(Math.max(0, lines.size() - linesMax), lines.size());
    }

    private static String tail(Path file) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long length = log.length();
            byte[] bytes = new byte[(int) Math.min(length, TAIL_BYTES_MAX)];
            log.seek(length - bytes.length);
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }
}
