package dev.reprise.cli.compare;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Locale;
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
record Difference(Kind kind, @Nullable String assetType, String id, @Nullable Long writtenAt, @Nullable Long version) {

    /** What is wrong. */
    enum Kind {
        /** A row without a document. */
        MISSING,
        /** A document without a row. */
        SURPLUS,
        /** A document of an older row. */
        OLDER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns one line. */
    String words() {
        return kind.word() + " " + id + (assetType == null ? "" : " " + assetType)
                + (writtenAt == null ? "" : ", row written at " + writtenAt)
                + (version == null ? "" : ", document of version " + version);
    }
}
