package dev.reprise.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row under change. */
final class RowChange {

    String assetType;

    @Nullable
    String bucket;

    UUID assetId;

    @Nullable
    Integer version;

    @Nullable
    String payload;

    long versionWrittenAt;
    long payloadWrittenAt;

    @Nullable
    Integer ttlSeconds;

    @Nullable
    String lastJob;

    long jobWrittenAt;

    RowChange(FinalRow row) {
        this.assetType = row.assetType();
        this.bucket = row.bucket();
        this.assetId = row.assetId();
        this.version = row.schemaVersion();
        this.payload = row.payload();
        this.versionWrittenAt = row.versionWrittenAt();
        this.payloadWrittenAt = row.payloadWrittenAt();
        this.ttlSeconds = row.ttlSeconds();
        this.lastJob = row.lastJob();
        this.jobWrittenAt = row.jobWrittenAt();
    }

    FinalRow toRow() {
        return new FinalRow(
                assetType,
                bucket,
                assetId,
                version,
                payload,
                versionWrittenAt,
                payloadWrittenAt,
                ttlSeconds,
                lastJob,
                jobWrittenAt);
    }
}
