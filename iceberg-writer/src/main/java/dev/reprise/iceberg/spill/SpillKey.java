package dev.reprise.iceberg.spill;

import dev.reprise.common.export.TableName;
import java.time.YearMonth;
import java.util.Objects;
import java.util.Optional;

/**
 * Which rows go into one file: those of one partition of one table.
 *
 * <p>Threading: immutable.
 *
 * @param table name of the table
 * @param assetType type of the assets
 * @param created month in which they were created, by UTC; empty when the ids do not say it
 */
public record SpillKey(TableName table, String assetType, Optional<YearMonth> created) {
    public SpillKey {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(assetType, "assetType");
        Objects.requireNonNull(created, "created");
    }
}
