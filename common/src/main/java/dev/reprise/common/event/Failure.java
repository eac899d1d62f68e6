package dev.reprise.common.event;

import dev.reprise.common.wire.ShortText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why an asset cannot be processed.
 *
 * <p>Threading: immutable.
 *
 * @param stage where it arose
 * @param cause kind of the failure, a short name that code can rely on, such as {@code SchemaViolation}
 * @param reason what a person should read; free of payload values
 * @param migration id and checksum of the migration at fault; {@code null} when none is
 * @param attempts how often it was tried, at least 1
 */
public record Failure(Stage stage, String cause, String reason, @Nullable String migration, int attempts) {

    /** What differs from asset to asset although the cause is the same: ids, numbers, quoted text. */
    private static final Pattern VARIABLE = Pattern.compile("(?i)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
            + "|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\""
            // An apostrophe within a word opens no quotation.
            + "|(?<!\\w)'[^']*'(?!\\w)"
            + "|-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?");

    private static final int FINGERPRINT_BYTES = 6;

    /** More than a person reads, and little beside what a record may hold. */
    private static final int TOLD_CHARS_MAX = 4_000;

    public Failure {
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(reason, "reason");
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts must be at least 1, not " + attempts);
        }
    }

    /** Creates a failure of the first attempt that no migration caused. */
    public static Failure of(Stage stage, String cause, String reason) {
        return new Failure(stage, cause, reason, null, 1);
    }

    /** Returns the reason as it is told in a topic: only its beginning where a message repeats half a document. */
    public String told() {
        return ShortText.of(reason, TOLD_CHARS_MAX);
    }

    /**
     * Returns twelve hexadecimal digits that are the same for the same cause, over assets, runs and releases. Ids,
     * numbers and quoted text of the reason do not count; the checksum of a migration does not either, so that a group
     * keeps its name when the migration is fixed.
     */
    public String fingerprint() {
        String id = migration == null ? "" : migration.replaceFirst("@.*", "");
        String text = stage.word()
                + '\n'
                + cause
                + '\n'
                + id
                + '\n'
                + VARIABLE.matcher(reason).replaceAll("#");
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
