package dev.reprise.common.event;

import java.util.Objects;
import java.util.UUID;

/**
 * A line of the ledger, in {@code reprocess-outcomes}; its key is the asset id.
 *
 * @param job job id
 * @param assetType asset type
 * @param bucket bucket, in its text form
 * @param assetId the asset
 * @param round round of the event
 * @param outcome what became of it
 */
public record OutcomeRecord(String job, String assetType, String bucket, UUID assetId, int round, Outcome outcome) {

    public OutcomeRecord {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(assetType, "assetType");
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(assetId, "assetId");
        Objects.requireNonNull(outcome, "outcome");
        if (round < 1) {
            throw new IllegalArgumentException("round must be at least 1, not " + round);
        }
    }

    /** Makes the record of one event. */
    public static OutcomeRecord of(AssetEvent event, int round, Outcome outcome) {
        return new OutcomeRecord(event.job(), event.assetType(), event.bucket(), event.assetId(), round, outcome);
    }
}
