package dev.reprise.service.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder Kafka Streams wants although all stores are in memory. */
public final class StateDirectory {

    private StateDirectory() {}

    /**
     * Makes an empty folder of this process alone, so that several instances can run on one machine. What Streams leaves
     * in it is a few bytes, and of no use to the next process.
     *
     * @throws UncheckedIOException if the folder for temporary files cannot be written
     */
    public static Path create() {
        try {
            Path directory = Files.createTempDirectory("reprise-streams-");
            directory.toFile().deleteOnExit();
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException("no folder for the state of the stream", e);
        }
    }
}
