package dev.reprise.workload.livewriter;

import dev.reprise.common.wire.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the logs of all writers of a run.
 *
 * <p>Threading: stateless. Memory is bounded by what a writer had in flight at once, and by what it never heard back of.
 */
public final class OperationLogReader {

    private final Path folder;

    /**
     * Creates a reader.
     *
     * @param folder where the logs are; without any of them, or not there at all, it reads as no operations
     */
    public OperationLogReader(Path folder) {
        this.folder = folder;
    }

    /**
     * Gives every operation once, in the order of their ends, those that never ended last; writer by writer.
     *
     * @throws UncheckedIOException if a file cannot be read
     * @throws IllegalArgumentException if a line before the last is no line of a log; the log proves nothing then
     */
    public void forEach(Consumer<LoggedOperation> consumer) {
        for (Path file : files()) {
            try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                read(lines, writer(file), consumer);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read", e);
            }
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(OperationLog.SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be read", e);
        }
    }

    private static void read(BufferedReader lines, String writer, Consumer<LoggedOperation> consumer)
            throws IOException {
        Map<Long, Operation> open = new TreeMap<>();
        String text = lines.readLine();
        while (text != null) {
            String following = lines.readLine();
            LogLine line = parse(text, following == null);
            if (line != null && line.state() == LogLine.State.INTENDED) {
                open.put(line.sequence(), line.toOperation());
            } else if (line != null) {
                Operation operation = open.remove(line.sequence());
                if (operation == null) {
                    throw new IllegalArgumentException(
                            "operation " + line.sequence() + " of " + writer + " ends without having begun");
                }
                boolean acknowledged = line.state() == LogLine.State.ACKNOWLEDGED;
                consumer.accept(new LoggedOperation(writer, line.sequence(), operation, acknowledged));
            }
            text = following;
        }
        open.forEach((sequence, operation) -> consumer.accept(new LoggedOperation(writer, sequence, operation, false)));
    }

    /** Reads a line; a torn last one, left by a killed writer, is nothing: it was not sent yet, or ends as unknown. */
    private static @Nullable LogLine parse(String text, boolean last) {
        try {
            return Json.read(text.getBytes(StandardCharsets.UTF_8), LogLine.class);
        } catch (UncheckedIOException e) {
            if (last) {
                return null;
            }
            throw new IllegalArgumentException("an operation log holds a line that is none of it", e);
        }
    }

    private static String writer(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - OperationLog.SUFFIX.length());
    }
}
