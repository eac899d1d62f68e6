package dev.reprise.audit;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.wire.Json;
import java.nio.charset.StandardCharsets;

/** Records of a migration of movies to version 2, as the coordinator would publish them. */
final class JobRecords {

    private static final String RECORD =
            """
            {"job": "%s", "state": "%s",
             "request": {"type": "submit", "job": "%s", "selector": {"assetType": ["movie"]},
                         "processor": {"name": "migrate", "toVersion": "latest"}, "mode": "%s", "limits": {},
                         "outcomes": %s},
             "slices": {"planned": 1, "done": 1}, "counts": %s, "round": 1, "unmigrated": %d,
             "startedAt": "2026-05-05T11:00:00Z", "updatedAt": "2026-05-05T11:59:00Z",
             "endedAt": "2026-05-05T11:00:12.500Z",
             "pinned": {"processor": {"name": "migrate", "toVersion": "latest"},
              "pending": {"movie": {"kind": "below-version", "version": 2}}, "fence": %d}}""";

    private JobRecords() {}

    /** What a job claims. */
    record Claim(String state, Counts counts, long unmigrated, boolean outcomes, String mode) {}

    /** What the job of the record has still to process. */
    static final String PENDING = "{\"kind\": \"below-version\", \"version\": 2}";

    static Job of(String job, Claim claim) {
        return of(job, claim, PENDING, 1);
    }

    /** Returns the record of a job of another kind. */
    static Job of(String job, Claim claim, String pending, int fence) {
        String counts = new String(Json.bytes(claim.counts()), StandardCharsets.UTF_8);
        String json = RECORD.formatted(
                        job, claim.state(), job, claim.mode(), claim.outcomes(), counts, claim.unmigrated(), fence)
                .replace(PENDING, pending);
        return Json.read(json.getBytes(StandardCharsets.UTF_8), Job.class);
    }
}
