package dev.reprise.common.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.AuditEntry;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Rejection;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** One record of each topic, as Reprise writes it. */
public final class SoundRecords {

    private static final Instant NOW = Instant.parse("2024-06-01T00:00:00Z");

    private SoundRecords() {}

    /** Returns the records of a job by topic. */
    public static Map<String, TopicRecord> of(Topics topics, String job) {
        AssetEvent event = new AssetEvent(job, "movie", "2024-01", new UUID(0x1000L, 7));
        Slice slice = new Slice(job, 1, Slice.Kind.EMIT, "movie", "2024-01", NOW.minusSeconds(9), NOW, null);
        Progress progress = Progress.ofWorker(job, 1, new Counts(0, 1, 2, 3, 4, 5), 6)
                .parking(new Progress.Parked(2, "has other migrations"))
                .slowedBy("the database");
        AuditEntry audit = AuditEntry.ofChange(job, NOW, JobStatus.RUNNING, JobStatus.PAUSED, "too many failures");
        byte[] rejection =
                Rejection.bytes(List.of("no"), "{}".getBytes(UTF_8), new Rejection.Position("requests", 0, 7), NOW);
        byte[] left = AssetEventFormat.bytes(event);
        byte[] outcome = Json.bytes(OutcomeRecord.of(event, 1, Outcome.CHANGED));
        Map<String, String> inRound = Map.of(AssetEvent.ROUND_HEADER, "2", AssetEvent.ID_SHARD_HEADER, "7");
        Map<String, TopicRecord> records = new LinkedHashMap<>();
        records.put(topics.jobs(), sound(job, Json.bytes(job(job)), Map.of()));
        records.put(topics.slices(), sound(slice.key(), Json.bytes(slice), Map.of()));
        records.put(topics.progress(), sound(progress.key(), Json.bytes(progress), Map.of()));
        records.put(topics.audit(), sound(job, Json.bytes(audit), Map.of()));
        records.put(topics.rejections(), sound(job, rejection, Map.of()));
        records.put(topics.events(), sound(event.assetId().toString(), left, inRound));
        records.put(topics.unmigrated(), sound(event.assetId().toString(), left, Map.of()));
        records.put(topics.deadLetters(), sound(event.assetId().toString(), left, failed(inRound)));
        records.put(topics.outcomes(), sound(event.assetId().toString(), outcome, Map.of()));
        records.put(
                topics.previews(),
                sound(event.assetId().toString(), Json.bytes(Preview.of(event, Outcome.GONE)), Map.of()));
        return records;
    }

    private static Job job(String job) {
        var processor = new ProcessorSpec("migrate", Map.of("toVersion", IntNode.valueOf(2)));
        var submit = new Request.Submit(
                job,
                new Selector.ByType(List.of("movie"), null, null, null),
                processor,
                Mode.RUN,
                new Limits(500, 10L, 0.5),
                true,
                "ana",
                "because");
        return new Job(
                job,
                JobStatus.RUNNING,
                submit,
                new Job.Slices(1, 0, 8L),
                new Counts(8, 1, 2, 3, 0, 0),
                1,
                3L,
                NOW,
                NOW,
                null,
                "a message",
                new Pinned(processor, Map.of("movie/V2__two", "abc"), Map.of("movie", new Pending.BelowVersion(2))),
                1);
    }

    private static Map<String, String> failed(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(DeadLetterHeaders.REASON, "no title");
        all.put(DeadLetterHeaders.CAUSE, "MigrationFailed");
        all.put(DeadLetterHeaders.FINGERPRINT, "0123456789ab");
        all.put(DeadLetterHeaders.STAGE, "migrate");
        return all;
    }

    private static TopicRecord sound(String key, byte[] value, Map<String, String> headers) {
        TopicRecord record = new TopicRecord(key.getBytes(UTF_8), value, List.of());
        for (var header : headers.entrySet()) {
            record = record.with(header.getKey(), header.getValue().getBytes(UTF_8));
        }
        return record;
    }
}
