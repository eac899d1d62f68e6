package dev.reprise.common.export;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of an asset as a job saw it, on its way to an analytics table.
 *
 * <p>Threading: immutable.
 *
 * @param table where it goes
 * @param job the job that saw it
 * @param assetType type of the asset
 * @param assetId id of the asset, a time-based UUID
 * @param schemaVersion version of the payload; {@code null} when the row has none
 * @param writtenAtMicros newest write time of payload and version, microseconds since the epoch; 0 when there is none
 * @param payload JSON text as stored; {@code null} when the row has none
 */
public record ExportedRow(
        TableName table,
        String job,
        String assetType,
        UUID assetId,
        @Nullable Integer schemaVersion,
        long writtenAtMicros,
        @Nullable String payload) {

    private static final int TIME_BASED = 1;

    /** From the start of the Gregorian calendar to 1970, in 100 ns, as RFC 9562 counts. */
    private static final long EPOCH_TICKS = 0x01B21DD213814000L;

    private static final int TICKS_PER_MICRO = 10;

    public ExportedRow {
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(assetType, "assetType");
        Objects.requireNonNull(assetId, "assetId");
    }

    /** Returns when the asset was created, which its id says; empty for an id of another kind. */
    public Optional<Instant> createdAt() {
        return assetId.version() == TIME_BASED
                ? Optional.of(ofMicros(Math.floorDiv(assetId.timestamp() - EPOCH_TICKS, TICKS_PER_MICRO)))
                : Optional.empty();
    }

    /** Returns when the row was written; empty when nothing of it was. */
    public Optional<Instant> writtenAt() {
        return writtenAtMicros == 0 ? Optional.empty() : Optional.of(ofMicros(writtenAtMicros));
    }

    private static Instant ofMicros(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
