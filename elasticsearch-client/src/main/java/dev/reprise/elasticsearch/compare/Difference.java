package dev.reprise.elasticsearch.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An asset whose document is not as its row.
 *
 * <p>Threading: immutable.
 *
 * @param kind what is wrong
 * @param assetType type of the row; {@code null} where there is none
 * @param id of the asset, and of the document
 * @param writtenAt write time of the row in microseconds; {@code null} where there is none
 * @param version of the document; {@code null} where there is none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Difference(
        Kind kind, @Nullable String assetType, String id, @Nullable Long writtenAt, @Nullable Long version) {

    /** What is wrong. */
    public enum Kind {
        /** A row without a document. */
        MISSING,
        /** A document without a row. */
        SURPLUS,
        /** A document of an older row. */
        OLDER;

        /** Returns its word. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns one line. */
    public String words() {
        return kind.word() + " " + id + (assetType == null ? "" : " " + assetType)
                + (writtenAt == null ? "" : ", row written at " + writtenAt)
                + (version == null ? "" : ", document of version " + version);
    }

    /** Returns an id of a document as that of an asset; empty where it can be none. */
    public static Optional<UUID> assetId(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.version() == 1 && id.toString().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (IllegalArgumentException e) {
            // It is something else.
            return Optional.empty();
        }
    }
}
