package dev.reprise.audit;

import dev.reprise.common.event.AssetEvent;
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
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a simulated run leaves behind, in lists that tests may spoil. */
final class SimulatedHistory implements TopicReader {

    static final String JOB = AuditWorld.JOB;

    /** When the tables are read: long after everything. */
    static final Instant READ_AT = Instant.parse("2026-05-05T12:10:00Z");

    final List<Operation.Write> loaded = new ArrayList<>();
    final List<LoggedOperation> operations = new ArrayList<>();
    final Map<UUID, FinalRow> rows = new LinkedHashMap<>();
    final List<EmittedEvent> events = new ArrayList<>();
    final List<OutcomeRecord> outcomes = new ArrayList<>();
    final List<DeadLetter> deadLetters = new ArrayList<>();
    final List<Progress> progress = new ArrayList<>();
    Counts counts = Counts.ZERO;
    long skipped;
    long unmigrated;
    boolean cancelled;
    String mode = "run";

    @Nullable
    String state;

    AuditReport audit() {
        var sources = new Audit.Sources(this, rows.values()::forEach, operations::forEach);
        var audit = new Audit(LoadedRows.of(loaded), SimulatedHistory::migrated, sources, InstantSource.fixed(READ_AT));
        return cancelled ? audit.of(JOB, Set.of(JobStatus.CANCELLED)) : audit.of(JOB);
    }

    static Optional<String> migrated(String assetType, VersionedPayload before) {
        return before.payload().contains("bad")
                ? Optional.empty()
                : Optional.of("{\"v\":2,\"was\":" + before.payload() + "}");
    }

    static AssetEvent event(AssetKey key) {
        return AuditWorld.event(key);
    }

    void emitted(AssetKey key, int round) {
        events.add(new EmittedEvent(event(key), round));
        counts = counts.plus(Counts.emitted(1));
    }

    void ended(AssetKey key, int round, Outcome outcome) {
        outcomes.add(OutcomeRecord.of(event(key), round, outcome));
        counts = counts.plus(outcome);
        if (outcome == Outcome.FAILED) {
            deadLetters.add(AuditWorld.deadLetter(key));
        }
    }

    /** Lets slices and tasks report, each twice, as they do with every commit. */
    void report() {
        Map<Slice, Long> slices = new LinkedHashMap<>();
        for (EmittedEvent emitted : events) {
            AssetEvent event = emitted.event();
            var slice = new Slice(
                    JOB, emitted.round(), Slice.Kind.EMIT, event.assetType(), event.bucket(), null, null, null);
            slices.merge(slice, 1L, Long::sum);
        }
        slices.forEach((slice, count) -> {
            progress.add(Progress.ofSlice(slice, count / 2, 0, false));
            progress.add(Progress.ofSlice(slice, count, 0, true));
        });
        Counts done = counts.minus(Counts.emitted(counts.emitted()));
        var first = new Counts(0, done.changed() / 2, 0, done.overtaken(), 0, 0);
        progress.add(Progress.ofWorker(JOB, 0, first, 0));
        progress.add(Progress.ofWorker(JOB, 1, done.minus(first), skipped));
        progress.add(Progress.ofIndex(JOB, 0, deadLetters.size()));
        counts = counts.minus(Counts.emitted(skipped));
    }

    /** Lets the same have been done by the instance that finds the assets: what nobody has processed was never begun. */
    SimulatedHistory inPlace() {
        mode = "synchronous";
        events.clear();
        progress.clear();
        Map<Slice, Counts> slices = new LinkedHashMap<>();
        for (OutcomeRecord outcome : outcomes) {
            var slice = new Slice(
                    JOB, outcome.round(), Slice.Kind.EMIT, outcome.assetType(), outcome.bucket(), null, null, null);
            Counts before = slices.getOrDefault(slice, Counts.ZERO);
            slices.put(slice, before.plus(Counts.emitted(1)).plus(outcome.outcome()));
        }
        slices.forEach((slice, its) -> {
            Counts ended = its.minus(Counts.emitted(its.emitted()));
            progress.add(Progress.ofSlice(slice, 0, 0, false));
            progress.add(
                    Progress.ofSlice(slice, its.emitted() + skipped, 0, true).processed(ended, skipped));
        });
        progress.add(Progress.ofIndex(JOB, 0, deadLetters.size()));
        return this;
    }

    /** Returns the operations on an asset. */
    List<LoggedOperation> of(UUID assetId) {
        return operations.stream()
                .filter(logged -> logged.operation().key().assetId().equals(assetId))
                .toList();
    }

    @Override
    public Optional<Job> job(String job) {
        return Optional.of(JobRecords.of(job, new JobRecords.Claim(state(), counts, unmigrated, true, mode)));
    }

    private String state() {
        if (state != null) {
            return state;
        }
        boolean clean = deadLetters.isEmpty() && unmigrated == 0;
        String completed = clean ? "COMPLETED" : "COMPLETED_WITH_FAILURES";
        return cancelled ? "CANCELLED" : completed;
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
        progress.forEach(consumer);
    }
}
