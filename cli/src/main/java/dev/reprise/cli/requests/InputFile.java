package dev.reprise.cli.requests;

import dev.reprise.cli.invocation.FileTrouble;
import dev.reprise.cli.invocation.WrongUsageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what a user names as a file: UTF-8, with or without the byte order mark that editors put before it. */
final class InputFile {

    private static final String STANDARD_INPUT = "-";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private InputFile() {}

    /**
     * Reads a file as a whole, or standard input where the name is a dash.
     *
     * @throws WrongUsageException if it cannot be read or is not UTF-8
     */
    static String read(Path file) {
        String text = decoded(file, bytes(file));
        return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
    }

    private static byte[] bytes(Path file) {
        try {
            return isStandardInput(file) ? System.in.readAllBytes() : Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new WrongUsageException("cannot read " + file + ": " + FileTrouble.words(unreadable));
        }
    }

    /** Strictly: a letter that was replaced would select other assets, and nobody would know. */
    private static String decoded(Path file, byte[] utf8) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(utf8);
        // UTF-8 never has fewer bytes than characters.
        CharBuffer text = CharBuffer.allocate(utf8.length);
        if (decoder.decode(bytes, text, true).isError()) {
            String before = text.flip().toString();
            long line = before.chars().filter(one -> one == '\n').count() + 1;
            throw new WrongUsageException((isStandardInput(file) ? "standard input" : file) + " is not UTF-8: byte "
                    + (bytes.position() + 1) + ", in line " + line);
        }
        return text.flip().toString();
    }

    private static boolean isStandardInput(Path file) {
        return file.toString().equals(STANDARD_INPUT);
    }
}
