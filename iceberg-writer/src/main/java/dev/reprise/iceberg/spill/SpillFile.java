package dev.reprise.iceberg.spill;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * A file of records without a name in its folder: whatever ends the process, nothing is left of it.
 *
 * <p>Threading: one thread. Bound: a buffer of {@link #BUFFER_BYTES} in memory.
 */
final class SpillFile implements AutoCloseable {

    private static final int BUFFER_BYTES = 8 * 1024;

    private final FileChannel channel;
    private final DataOutputStream out;

    /**
     * Makes the file.
     *
     * @param path there must be none
     */
    SpillFile(Path path) {
        try {
            // On Unix a file that is to be deleted when it is closed loses its name at once.
            channel = FileChannel.open(
                    path,
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + path, e);
        }
        out = new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES));
    }

    /** Appends a record. */
    void append(byte[] record) {
        try {
            out.writeInt(record.length);
            out.write(record);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep rows; is the folder of reprise.export.spill-path full?", e);
        }
    }

    /** Hands out all records in their order; nothing is appended afterwards. */
    void forEach(Consumer<byte[]> action) {
        try {
            out.flush();
            long bytes = channel.position();
            channel.position(0);
            var in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel), 8 * BUFFER_BYTES));
            for (long read = 0; read < bytes; ) {
                byte[] record = new byte[in.readInt()];
                in.readFully(record);
                read += Integer.BYTES + record.length;
                action.accept(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read kept rows", e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close kept rows", e);
        }
    }
}
