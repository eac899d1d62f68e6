package dev.reprise.processor;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.job.Pinned;
import java.util.Objects;

/**
 * A row as there may be one, and what a job could pin for it.
 *
 * <p>Threading: immutable.
 *
 * @param pinned what a job would pin for rows of this type
 * @param assetType type of the row
 * @param row what is to be processed
 */
public record Example(Pinned pinned, String assetType, Asset row) {
    public Example {
        Objects.requireNonNull(pinned, "pinned");
        Objects.requireNonNull(assetType, "assetType");
        Objects.requireNonNull(row, "row");
    }
}
