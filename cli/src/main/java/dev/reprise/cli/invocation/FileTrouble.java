package dev.reprise.cli.invocation;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/**
 * What went wrong with a file, in words: of the most frequent reasons the JDK's message is the name of the file alone.
 *
 * <p>Threading: stateless.
 */
public final class FileTrouble {

    private FileTrouble() {}

    /** Returns what went wrong. */
    public static String words(IOException trouble) {
        if (trouble instanceof NoSuchFileException none) {
            return "there is no " + none.getFile();
        }
        if (trouble instanceof AccessDeniedException denied) {
            return "this user has no right to " + denied.getFile();
        }
        return String.valueOf(trouble.getMessage());
    }
}
