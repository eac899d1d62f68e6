package dev.reprise.audit;

import dev.reprise.workload.livewriter.PayloadHash;

/** A row in words, without its payload. */
final class RowWords {

    private RowWords() {}

    static String of(FinalRow row) {
        String written = row.versionWrittenAt() == row.payloadWrittenAt()
                ? row.payloadWrittenAt() + " µs"
                : row.payloadWrittenAt() + " µs, but its version at " + row.versionWrittenAt() + " µs";
        String payload = row.payload() == null ? "no payload" : "payload " + PayloadHash.of(row.payload());
        String ttl = row.ttlSeconds() == null ? "" : ", " + row.ttlSeconds() + " s to live";
        String job = row.lastJob() == null ? "" : ", last job " + row.lastJob() + " at " + row.jobWrittenAt() + " µs";
        return "the row has version " + row.schemaVersion() + ", " + payload + ", written at " + written + ttl + job;
    }
}
