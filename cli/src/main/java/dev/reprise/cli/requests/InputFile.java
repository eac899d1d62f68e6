package dev.reprise.cli.requests;

import dev.reprise.cli.invocation.WrongUsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what a user names as a file. */
final class InputFile {

    private static final String STANDARD_INPUT = "-";

    private InputFile() {}

    /**
     * Reads a file as a whole, or standard input where the name is a dash.
     *
     * @throws WrongUsageException if it cannot be read
     */
    static byte[] read(Path file) {
        try {
            return file.toString().equals(STANDARD_INPUT) ? System.in.readAllBytes() : Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new WrongUsageException("cannot read " + file + ": " + unreadable.getMessage());
        }
    }
}
