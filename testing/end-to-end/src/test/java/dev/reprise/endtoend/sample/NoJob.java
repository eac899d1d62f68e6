package dev.reprise.endtoend.sample;

import dev.reprise.audit.DeadLetter;
import dev.reprise.audit.EmittedEvent;
import dev.reprise.audit.TopicReader;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.Progress;
import dev.reprise.common.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** The topics after a job whose selection was empty: whatever stands in the tables must come from elsewhere. */
final class NoJob implements TopicReader {

    private static final String JSON =
            """
            {"job": "none", "state": "COMPLETED",
             "request": {"type": "submit", "job": "none", "selector": {"assetType": ["none"]},
                         "processor": {"name": "migrate", "toVersion": 2}, "mode": "run", "limits": {},
                         "outcomes": true},
             "slices": {"planned": 0, "done": 0}, "counts": {}, "round": 1,
             "startedAt": "2026-05-05T11:00:00Z", "updatedAt": "2026-05-05T11:00:01Z",
             "endedAt": "2026-05-05T11:00:01Z", "pinned": {"processor": {"name": "migrate", "toVersion": 2},
              "pending": {"none": {"kind": "below-version", "version": 2}}}}""";

    @Override
    public Optional<Job> job(String job) {
        return Optional.of(Json.read(JSON.getBytes(StandardCharsets.UTF_8), Job.class));
    }

    @Override
    public void events(String job, Consumer<EmittedEvent> consumer) {
        // There are none.
    }

    @Override
    public void outcomes(String job, Consumer<OutcomeRecord> consumer) {
        // There are none.
    }

    @Override
    public void deadLetters(String job, Consumer<DeadLetter> consumer) {
        // There are none.
    }

    @Override
    public void progress(String job, Consumer<Progress> consumer) {
        // There is none.
    }
}
