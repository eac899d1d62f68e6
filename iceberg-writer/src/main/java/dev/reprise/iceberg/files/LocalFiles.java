package dev.reprise.iceberg.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/**
 * The files of tables in folders of this machine, without Hadoop. A file that is closed is on the disk: a commit that survives
 * a power failure finds its files again.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class LocalFiles implements FileIO {

    private static final long serialVersionUID = 1L;

    private static final String SCHEME = "file:";

    /** Created by Iceberg, by the name of the class. */
    public LocalFiles() {}

    @Override
    public InputFile newInputFile(String location) {
        return org.apache.iceberg.Files.localInput(path(location).toFile());
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return new LocalOutput(path(location));
    }

    @Override
    public void deleteFile(String location) {
        try {
            Files.deleteIfExists(path(location));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + location, e);
        }
    }

    static Path path(String location) {
        return Path.of(location.startsWith(SCHEME) ? location.substring(SCHEME.length()) : location);
    }
}
