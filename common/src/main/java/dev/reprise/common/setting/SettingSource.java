package dev.reprise.common.setting;

import dev.reprise.common.tls.TlsContext;
import dev.reprise.common.tls.TlsFiles;
import dev.reprise.common.tls.WrongFileException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where settings come from, wherever that is: the configuration of a service, or what a command was given. A value that is
 * wrong is told and reads as its default.
 *
 * <p>Threading: one thread.
 *
 * @param texts value of a key, without blanks around it; empty when it is not set
 * @param problems is told a key and what is wrong with it
 */
public record SettingSource(Function<String, Optional<String>> texts, BiConsumer<String, String> problems) {

    /** What the key of a file that holds a secret has behind the key of the secret. */
    public static final String FILE = "-file";

    /** Returns the text of a key. */
    public Optional<String> text(String key) {
        return texts.apply(key);
    }

    /** Notes what is wrong with a key. */
    public void note(String key, String problem) {
        problems.accept(key, problem);
    }

    /** Returns whether a key is true. */
    public boolean truth(String key, boolean byDefault) {
        String text = text(key).orElse(Boolean.toString(byDefault));
        if (!text.equals("true") && !text.equals("false")) {
            note(key, "'" + text + "' must be true or false");
            return byDefault;
        }
        return text.equals("true");
    }

    /** Returns a duration within bounds. */
    public Duration duration(String key, Duration byDefault, Duration min, Duration max) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return byDefault;
        }
        try {
            Duration read = Duration.parse(text.get());
            if (read.compareTo(min) >= 0 && read.compareTo(max) <= 0) {
                return read;
            }
            note(key, "'" + text.get() + "' must lie between " + min + " and " + max);
        } catch (DateTimeParseException e) {
            note(key, "'" + text.get() + "' is not an ISO-8601 duration such as PT2S");
        }
        return byDefault;
    }

    /** Returns a whole number within bounds. */
    public int number(String key, int byDefault, int min, int max) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return byDefault;
        }
        try {
            int read = Integer.parseInt(text.get());
            if (read >= min && read <= max) {
                return read;
            }
            note(key, "'" + text.get() + "' must lie between " + min + " and " + max);
        } catch (NumberFormatException e) {
            note(key, "'" + text.get() + "' is not a whole number");
        }
        return byDefault;
    }

    /** Returns a secret by its key, or from the file that its twin key names. */
    public Optional<String> secret(String key) {
        Optional<String> given = text(key);
        Optional<String> ofFile = secretFile(key, given.isPresent());
        return given.isPresent() ? given : ofFile;
    }

    /**
     * Returns a secret from the file that its twin key names, without line ends behind it.
     *
     * @param key of the secret itself
     * @param isSet whether the secret itself is set, which is a mistake beside a file
     */
    public Optional<String> secretFile(String key, boolean isSet) {
        return text(key + FILE).flatMap(file -> {
            if (isSet) {
                note(key + FILE, "is given beside " + key + "; one of them is enough");
                return Optional.empty();
            }
            return SecretFile.read(file, problem -> note(key + FILE, problem));
        });
    }

    /**
     * Makes the TLS end of a client from its group of keys.
     *
     * @param group the key of the group, such as {@code reprise.cassandra.ssl}
     * @return {@code null} for a connection without encryption
     */
    public @Nullable TlsContext tls(String group) {
        Optional<String> truststorePassword = secret(group + ".truststore-password");
        Optional<String> keystorePassword = secret(group + ".keystore-password");
        Path truststore = file(group + ".truststore");
        Path keystore = file(group + ".keystore");
        if (!truth(group + ".enabled", false)) {
            if (truststore != null || keystore != null) {
                note(group + ".enabled", "must be true where a truststore or a keystore is given");
            }
            return null;
        }
        var files = new TlsFiles(
                truststore,
                truststorePassword.orElse(null),
                keystore,
                keystorePassword.orElse(null),
                truth(group + ".hostname-verification", true));
        try {
            return TlsContext.of(files);
        } catch (WrongFileException e) {
            boolean isTruststore = e.role() == WrongFileException.Role.TRUSTSTORE;
            note(
                    group + (isTruststore ? ".truststore" : ".keystore"),
                    "the file " + (isTruststore ? truststore : keystore) + " cannot be used: " + e.getMessage());
            return null;
        }
    }

    private @Nullable Path file(String key) {
        try {
            return text(key).map(Path::of).orElse(null);
        } catch (InvalidPathException e) {
            note(key, "is no name of a file");
            return null;
        }
    }
}
