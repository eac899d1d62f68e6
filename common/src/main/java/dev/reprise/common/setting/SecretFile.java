package dev.reprise.common.setting;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a secret from a file, as Kubernetes mounts it.
 *
 * <p>Threading: stateless.
 */
final class SecretFile {

    /** A key and its certificates fit; whatever is longer is no secret. */
    private static final int BYTES_MAX = 256 * 1024;

    private SecretFile() {}

    /**
     * Returns what the file holds, without the line ends behind it.
     *
     * @param problem gets what is wrong with the file, with its name and without what it holds
     */
    static Optional<String> read(String file, Consumer<String> problem) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > BYTES_MAX) {
                problem.accept("the file " + file + " has more than " + BYTES_MAX + " bytes");
                return Optional.empty();
            }
            String secret = Files.readString(path, StandardCharsets.UTF_8).replaceAll("[\\r\\n]+$", "");
            if (secret.isBlank()) {
                problem.accept("the file " + file + " is empty");
                return Optional.empty();
            }
            return Optional.of(secret);
        } catch (IOException | InvalidPathException e) {
            problem.accept("there is no file " + file + " that this user can read as UTF-8 text");
            return Optional.empty();
        }
    }
}
