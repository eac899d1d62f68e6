package dev.reprise.bench.lake;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/**
 * Files of this machine, by Iceberg's own classes. Nothing is forced to the disk, other than by the service.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class PlainFiles implements FileIO {

    private static final long serialVersionUID = 1L;

    private static final String SCHEME = "file:";

    /** Created by Iceberg, by the name of the class. */
    public PlainFiles() {}

    @Override
    public InputFile newInputFile(String location) {
        return org.apache.iceberg.Files.localInput(file(location));
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return org.apache.iceberg.Files.localOutput(file(location));
    }

    @Override
    public void deleteFile(String location) {
        try {
            Files.deleteIfExists(file(location).toPath());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + location, e);
        }
    }

    private static File file(String location) {
        return Path.of(location.startsWith(SCHEME) ? location.substring(SCHEME.length()) : location)
                .toFile();
    }
}
