package dev.reprise.migration.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;

/**
 * One text file, read whole. Immutable.
 *
 * <p>Its text is normalised, so that the same file has the same checksum whichever way it was checked out: a byte
 * order mark is dropped, line ends are {@code \n}.
 *
 * @param display how the file is named to users, such as {@code samples/migrations/movie/V2__x.jslt}
 * @param path its place in the tree it was found in, with slashes, such as {@code movie/V2__x.jslt}
 * @param text the normalised content
 */
public record SourceFile(String display, String path, String text) {

    /** Larger files are refused: a migration is written by hand, and a ConfigMap holds 1 MiB at most. */
    public static final int BYTES_MAX = 1 << 20;

    /** Checks that nothing is missing. */
    public SourceFile {
        requireNonNull(display, "display");
        requireNonNull(path, "path");
        requireNonNull(text, "text");
    }

    /**
     * Decodes a file.
     *
     * @throws CharacterCodingException when the bytes are not UTF-8
     */
    public static SourceFile decode(String display, String path, byte[] bytes) throws CharacterCodingException {
        String text = UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return new SourceFile(display, path, unmarked.replace("\r\n", "\n").replace('\r', '\n'));
    }

    /** The line, counted from 1, in which a character stands; positions past the end count as the end. */
    public int lineOf(int position) {
        int end = Math.min(Math.max(position, 0), text.length());
        return 1 + (int) text.substring(0, end).chars().filter(c -> c == '\n').count();
    }
}
