package dev.reprise.iceberg.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/**
 * A file that is to be written.
 *
 * <p>Threading: immutable; each stream is used by one thread.
 */
final class LocalOutput implements OutputFile {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Path path;

    LocalOutput(Path path) {
        this.path = path;
    }

    @Override
    public PositionOutputStream create() {
        return opened(StandardOpenOption.CREATE_NEW);
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
        return opened(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
    }

    @Override
    public String location() {
        return path.toString();
    }

    @Override
    public InputFile toInputFile() {
        return org.apache.iceberg.Files.localInput(path.toFile());
    }

    private PositionOutputStream opened(StandardOpenOption... how) {
        makeFolder();
        try {
            var options = new HashSet<>(Set.of(how));
            options.add(StandardOpenOption.WRITE);
            return new Output(FileChannel.open(path, options));
        } catch (FileAlreadyExistsException e) {
            throw new AlreadyExistsException(e, "there is a file already: %s", path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    private void makeFolder() {
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    /** Counts what is written, and puts it on the disk before it is closed. */
    private static final class Output extends PositionOutputStream {

        private final FileChannel channel;
        private final OutputStream buffer;
        private long position;

        private Output(FileChannel channel) {
            this.channel = channel;
            this.buffer = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES);
        }

        @Override
        public long getPos() {
            return position;
        }

        @Override
        public void write(int one) throws IOException {
            buffer.write(one);
            position++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            buffer.write(bytes, offset, length);
            position += length;
        }

        @Override
        public void flush() throws IOException {
            buffer.flush();
        }

        @Override
        public void close() throws IOException {
            if (channel.isOpen()) {
                try (channel) {
                    buffer.flush();
                    channel.force(true);
                }
            }
        }
    }
}
