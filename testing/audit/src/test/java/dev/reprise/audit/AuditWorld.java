package dev.reprise.audit;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.workload.livewriter.AssetKey;
import dev.reprise.workload.livewriter.LoggedOperation;
import dev.reprise.workload.livewriter.Operation;
import dev.reprise.workload.livewriter.VersionedPayload;
import dev.reprise.workload.sample.Films;
import dev.reprise.workload.sample.SampleAsset;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.SampleSpec;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A small sample after a flawless migration of its movies from version 1 to 2, held in lists that tests then spoil: the
 * services as they should be, without any of them.
 */
final class AuditWorld implements TopicReader {

    static final String JOB = "movie-v2";
    static final Instant NOW = Instant.parse("2026-05-05T12:00:00Z");
    static final long NOW_MICROS = NOW.toEpochMilli() * 1000;

    final SampleAssets sample = new SampleAssets(Films.load(), SampleSpec.ofAssets(200));
    final Map<UUID, FinalRow> rows = new LinkedHashMap<>();
    final List<EmittedEvent> events = new ArrayList<>();
    final List<OutcomeRecord> outcomes = new ArrayList<>();
    final List<DeadLetter> deadLetters = new ArrayList<>();
    final List<LoggedOperation> operations = new ArrayList<>();
    boolean recordsOutcomes = true;
    String state = "COMPLETED";
    String mode = "run";
    String pending = JobRecords.PENDING;
    long unmigrated;
    UnaryOperator<Counts> claim = counts -> counts;

    private final int fence;

    AuditWorld() {
        this(1);
    }

    /** Creates it after a job behind another fence. */
    AuditWorld(int fence) {
        this.fence = fence;
        for (long index = 0; index < sample.count(); index++) {
            SampleAsset asset = sample.at(index);
            Operation.Write original = original(asset);
            if (asset.partition().assetType().equals("movie")) {
                process(original);
            } else {
                store(original);
            }
        }
    }

    AuditReport audit() {
        return auditor().of(JOB);
    }

    AuditReport audit(JobStatus end) {
        return auditor().of(JOB, Set.of(end));
    }

    AuditReport auditBeside(String other) {
        return auditor().beside(other).of(JOB);
    }

    AuditReport auditAmidStalls() {
        return auditor().amidStalls().of(JOB);
    }

    private Audit auditor() {
        var sources = new Audit.Sources(this, rows.values()::forEach, operations::forEach);
        return new Audit(LoadedRows.of(sample), AuditWorld::migrated, sources, InstantSource.fixed(NOW));
    }

    /** Refuses about every tenth film. */
    static Optional<String> migrated(String assetType, VersionedPayload before) {
        return before.payload().contains("Comedy")
                ? Optional.empty()
                : Optional.of("{\"v\":2,\"was\":" + before.payload() + "}");
    }

    /** Returns a movie of the sample that is migrated. */
    SampleAsset movie(int number) {
        return movies(true).get(number);
    }

    /** Returns a movie of the sample that is dead-lettered. */
    SampleAsset refusedMovie(int number) {
        return movies(false).get(number);
    }

    private List<SampleAsset> movies(boolean migratable) {
        List<SampleAsset> movies = new ArrayList<>();
        for (long index = 0; index < sample.count(); index++) {
            SampleAsset asset = sample.at(index);
            if (asset.partition().assetType().equals("movie")
                    && migrated("movie", original(asset).content()).isPresent() == migratable) {
                movies.add(asset);
            }
        }
        return movies;
    }

    SampleAsset poster() {
        return sample.at(3);
    }

    static AssetKey key(SampleAsset asset) {
        return new AssetKey(asset.partition(), asset.assetId());
    }

    static VersionedPayload content(int version, String word) {
        return new VersionedPayload(version, "{\"word\":\"" + word + "\"}");
    }

    static Operation.Write original(SampleAsset asset) {
        String payload =
                StandardCharsets.UTF_8.decode(asset.payload().duplicate()).toString();
        return new Operation.Create(key(asset), asset.writtenAtMicros(), new VersionedPayload(1, payload));
    }

    /** Notes a live operation that was acknowledged, without any effect. */
    void acknowledged(Operation operation) {
        operations.add(new LoggedOperation("w", operations.size() + 1, operation, true));
    }

    /** Notes a live operation of unknown end, without any effect. */
    void unknown(Operation operation) {
        operations.add(new LoggedOperation("w", operations.size() + 1, operation, false));
    }

    /** Lets a row be as an operation leaves it; the stamp of a job that wrote before stays. */
    void store(Operation operation) {
        if (operation instanceof Operation.Write write) {
            long written = write.timestampMicros();
            AssetKey key = write.key();
            FinalRow before = rows.get(key.assetId());
            FinalRow stamped = before != null && before.jobWrittenAt() < written ? before : null;
            rows.put(
                    key.assetId(),
                    new FinalRow(
                            key.partition().assetType(),
                            key.partition().bucket(),
                            key.assetId(),
                            write.content().schemaVersion(),
                            write.content().payload(),
                            written,
                            written,
                            write.ttlSeconds() == 0 ? null : rest(write),
                            stamped == null ? null : stamped.lastJob(),
                            stamped == null ? 0 : stamped.jobWrittenAt()));
        } else {
            rows.remove(operation.key().assetId());
        }
    }

    private static int rest(Operation.Write write) {
        return Math.toIntExact(write.ttlSeconds() - (NOW_MICROS - write.timestampMicros()) / 1_000_000);
    }

    /** Lets a row be as the job makes it of an operation. */
    void storeMigrated(Operation.Write write) {
        store(write);
        long written = write.timestampMicros() + fence;
        String payload = migrated("movie", write.content()).orElseThrow();
        change(write.key().assetId(), row -> {
            row.version = 2;
            row.payload = payload;
            row.versionWrittenAt = written;
            row.payloadWrittenAt = written;
            row.lastJob = JOB;
            row.jobWrittenAt = written;
        });
    }

    /** Lets the job emit and process an asset as it should. */
    void process(Operation.Write write) {
        boolean migratable = migrated("movie", write.content()).isPresent();
        if (migratable) {
            storeMigrated(write);
        } else {
            store(write);
            deadLetters.add(deadLetter(write.key()));
        }
        AssetEvent event = event(write.key());
        events.add(new EmittedEvent(event, 1));
        outcomes.add(OutcomeRecord.of(event, 1, migratable ? Outcome.CHANGED : Outcome.FAILED));
    }

    static AssetEvent event(AssetKey key) {
        return new AssetEvent(JOB, key.partition().assetType(), key.partition().bucket(), key.assetId());
    }

    static DeadLetter deadLetter(AssetKey key) {
        Map<String, String> headers = new HashMap<>();
        headers.put(DeadLetterHeaders.REASON, "a comedy");
        headers.put(DeadLetterHeaders.CAUSE, "MigrationFailed");
        headers.put(DeadLetterHeaders.TOPIC, "reprocess-events");
        headers.put(DeadLetterHeaders.PARTITION, "3");
        headers.put(DeadLetterHeaders.OFFSET, "1234");
        headers.put(DeadLetterHeaders.FINGERPRINT, "0123456789ab");
        headers.put(DeadLetterHeaders.STAGE, "migrate");
        headers.put(DeadLetterHeaders.ATTEMPTS, "1");
        return new DeadLetter(event(key), headers);
    }

    /** Changes a row. */
    void change(UUID assetId, Consumer<RowChange> change) {
        var row = new RowChange(Objects.requireNonNull(rows.get(assetId)));
        change.accept(row);
        rows.put(assetId, row.toRow());
    }

    @Override
    public Optional<Job> job(String job) {
        Counts counts = new Counts(events.size(), 0, 0, 0, 0, 0);
        for (OutcomeRecord outcome : outcomes) {
            counts = counts.plus(outcome.outcome());
        }
        var made = new JobRecords.Claim(state, claim.apply(counts), unmigrated, recordsOutcomes, mode);
        return job.equals(JOB) || job.equals("before")
                ? Optional.of(JobRecords.of(job, made, pending, fence))
                : Optional.empty();
    }

    @Override
    public void events(String job, Consumer<EmittedEvent> consumer) {
        events.forEach(consumer);
    }

    @Override
    public void outcomes(String job, Consumer<OutcomeRecord> consumer) {
        outcomes.forEach(consumer);
    }

    @Override
    public void deadLetters(String job, Consumer<DeadLetter> consumer) {
        deadLetters.forEach(consumer);
    }

    @Override
    public void progress(String job, Consumer<Progress> consumer) {
        Map<Slice, Long> slices = new LinkedHashMap<>();
        for (EmittedEvent emitted : events) {
            AssetEvent event = emitted.event();
            if (emitted.round() >= 1) {
                Slice slice = new Slice(
                        JOB, emitted.round(), Slice.Kind.EMIT, event.assetType(), event.bucket(), null, null, null);
                slices.merge(slice, 1L, Long::sum);
            }
        }
        slices.forEach((slice, count) -> consumer.accept(Progress.ofSlice(slice, count, 0, true)));
        Counts counts = Counts.ZERO;
        for (OutcomeRecord outcome : outcomes) {
            counts = counts.plus(outcome.outcome());
        }
        consumer.accept(Progress.ofWorker(JOB, 0, counts, 0));
        consumer.accept(Progress.ofIndex(JOB, 0, deadLetters.size()));
    }
}
