package dev.reprise.common.assets;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A row of a table beside the assets that follows from one asset: it is written, or removed, at the write time of that asset.
 * So a live writer that keeps such entries with its own write times always has the last word, and to repeat it changes
 * nothing. At one time a removal wins over a write.
 *
 * <p>Threading: immutable, as are the values in it.
 *
 * @param assetId the asset that it follows from
 * @param table the table, as {@link TableShape#name}
 * @param columns values by column, those of the whole primary key at least; each of the Java type that the driver maps the
 *     column's type to
 * @param writtenAtMicros write time of the asset, microseconds since the epoch
 * @param ttlSeconds rest of the asset's life; 0 for no end
 * @param isRemoval whether the entry is removed
 */
public record IndexEntry(
        UUID assetId,
        String table,
        Map<String, Object> columns,
        long writtenAtMicros,
        int ttlSeconds,
        boolean isRemoval) {

    public IndexEntry {
        Objects.requireNonNull(assetId, "assetId");
        Objects.requireNonNull(table, "table");
        columns = Collections.unmodifiableMap(new TreeMap<>(columns));
        if (ttlSeconds < 0) {
            throw new IllegalArgumentException("ttlSeconds must be at least 0, not " + ttlSeconds);
        }
    }

    /** Returns the removal of this entry. */
    public IndexEntry removed() {
        return new IndexEntry(assetId, table, columns, writtenAtMicros, 0, true);
    }

    /**
     * Returns the same entry some time after the asset was read, when less of its life is left; empty when the asset has ended
     * meanwhile.
     *
     * @param seconds whole seconds since before the asset was read
     */
    public Optional<IndexEntry> after(long seconds) {
        if (isRemoval || ttlSeconds == 0 || seconds <= 0) {
            return Optional.of(this);
        }
        return seconds >= ttlSeconds
                ? Optional.empty()
                : Optional.of(
                        new IndexEntry(assetId, table, columns, writtenAtMicros, (int) (ttlSeconds - seconds), false));
    }
}
