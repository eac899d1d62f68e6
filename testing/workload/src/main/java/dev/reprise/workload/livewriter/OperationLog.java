package dev.reprise.workload.livewriter;

import dev.reprise.common.wire.Json;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletionException;

/**
 * The operations of one live writer in a file of JSON lines. An intention has left the process before its operation is
 * sent, so that a killed writer never has stored what its log does not know; ends are buffered, and one that is missing
 * reads as unknown.
 *
 * <p>Threading: safe for any number of threads; the file is guarded by this object's monitor. Memory is one buffer.
 */
public final class OperationLog implements AutoCloseable {

    /** Ending of the files that {@link OperationLogReader} reads. */
    static final String SUFFIX = ".operations.jsonl";

    private static final int BUFFER_BYTES = 64 * 1024;

    private final OutputStream out;

    private OperationLog(OutputStream out) {
        this.out = out;
    }

    /**
     * Begins the log of one writer; an earlier log of the same name is replaced.
     *
     * @param folder folder of all logs of a run; made if it is not there
     * @param writer name of the writer, unique in the folder
     * @throws UncheckedIOException if the file cannot be made
     */
    public static OperationLog create(Path folder, String writer) {
        if (!writer.matches("[\\w-]{1,64}")) {
            throw new IllegalArgumentException("'" + writer + "' is no name for a writer");
        }
        try {
            Files.createDirectories(folder);
            OutputStream file = Files.newOutputStream(
                    folder.resolve(writer + SUFFIX), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            return new OperationLog(new BufferedOutputStream(file, BUFFER_BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException("the operation log cannot be made in " + folder, e);
        }
    }

    /**
     * Notes an operation that is about to be sent.
     *
     * @param sequence number of the operation, unique in this log
     * @throws UncheckedIOException if it cannot be noted; the operation must not be sent then
     */
    void intended(long sequence, Operation operation) {
        append(LogLine.intended(sequence, operation), true);
    }

    /** Notes that an operation is stored. */
    void acknowledged(long sequence) {
        append(LogLine.ended(sequence, LogLine.State.ACKNOWLEDGED, null), false);
    }

    /** Notes that nobody knows whether an operation is stored. */
    void unknown(long sequence, Throwable error) {
        // Stages wrap what they pass on.
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        append(LogLine.ended(sequence, LogLine.State.UNKNOWN, cause.getClass().getSimpleName()), false);
    }

    private void append(LogLine line, boolean flush) {
        byte[] json = Json.bytes(line);
        synchronized (this) {
            try {
                out.write(json);
                out.write('\n');
                if (flush) {
                    out.flush();
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the operation log cannot be written", e);
            }
        }
    }

    /** Writes what is buffered, and closes the file. */
    @Override
    public void close() {
        synchronized (this) {
            try {
                out.close();
            } catch (IOException e) {
                throw new UncheckedIOException("the operation log cannot be closed", e);
            }
        }
    }
}
