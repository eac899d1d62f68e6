package dev.reprise.audit;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Progress;
import dev.reprise.workload.livewriter.Operation;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Ways to spoil a sound history; each answers with the asset that it spoiled, or nothing where it found none to spoil. */
final class Injection extends SpoiledHistory {

    /** Where the job as a whole is spoiled. */
    static final UUID NO_ASSET = new UUID(0, 0);

    private static final long SECOND = 1_000_000;

    Injection(SimulatedHistory history) {
        super(history);
    }

    private static boolean isUpdate(Operation operation) {
        return operation instanceof Operation.Write write && write.ttlSeconds() == 0;
    }

    /** A live write is overwritten by the state before it. */
    Optional<UUID> oldStateOverLiveWrite() {
        return newest(Injection::isUpdate).map(last -> put(original(last.key().assetId())));
    }

    /** A live write is overwritten by what an unfenced job made of the state before it. */
    Optional<UUID> migrationOverLiveWrite() {
        return newest(last -> isUpdate(last) && isMigratable(last))
                .map(last -> putMigrated(original(last.key().assetId()), last.timestampMicros() + SECOND));
    }

    Optional<UUID> noRowAfterLiveWrite() {
        return newest(last -> isUpdate(last)
                        && history.of(last.key().assetId()).stream().allMatch(one -> isUpdate(one.operation())))
                .map(last -> Objects.requireNonNull(
                                history.rows.remove(last.key().assetId()))
                        .assetId());
    }

    Optional<UUID> lostDelete() {
        return newest(Operation.Delete.class::isInstance)
                .map(delete -> put(original(delete.key().assetId())));
    }

    Optional<UUID> revivedRow() {
        return newest(last -> last instanceof Operation.Delete && isMigratable(last))
                .map(delete -> putMigrated(original(delete.key().assetId()), delete.timestampMicros() + SECOND));
    }

    /** The job read the first of two twins, and its write met the second at one timestamp. */
    Optional<UUID> mixedTwins() {
        return untouched().map(id -> {
            long time = SimulatedTime.START_MILLIS * 1000;
            var key = original(id).key();
            acknowledged(new Operation.Update(key, time, AuditWorld.content(1, "one")));
            var second = new Operation.Update(key, time + 1, AuditWorld.content(1, "two"));
            acknowledged(second);
            return change(put(second), row -> {
                row.version = 2;
                row.lastJob = SimulatedHistory.JOB;
                row.jobWrittenAt = time + 1;
            });
        });
    }

    Optional<UUID> mixedTimes() {
        return untouched().map(id -> change(id, row -> row.versionWrittenAt--));
    }

    Optional<UUID> lostTtl() {
        return newest(last -> last instanceof Operation.Write write && write.ttlSeconds() == 3600)
                .map(last -> put((Operation.Write) last));
    }

    Optional<UUID> immortalRow() {
        return newest(last -> last instanceof Operation.Write write && write.ttlSeconds() == 20)
                .map(last -> put((Operation.Write) last));
    }

    Optional<UUID> wrongTtl() {
        return untouched().map(id -> change(id, row -> row.ttlSeconds = 600));
    }

    Optional<UUID> plainWrite() {
        return untouched().map(id -> putMigrated(original(id), SimulatedTime.START_MILLIS * 1000));
    }

    Optional<UUID> strangePayload() {
        return untouched().map(id -> change(id, row -> row.payload = "{\"v\":2}"));
    }

    Optional<UUID> missingRow() {
        return untouched()
                .map(id -> Objects.requireNonNull(history.rows.remove(id)).assetId());
    }

    Optional<UUID> strangeRow() {
        return untouched().map(id -> {
            var row = new RowChange(Objects.requireNonNull(history.rows.get(id)));
            row.assetId = new UUID(id.getMostSignificantBits(), 4711);
            history.rows.put(row.assetId, row.toRow());
            return row.assetId;
        });
    }

    /** Left as it was, though an outcome says that it was written back. */
    Optional<UUID> lostWriteBack() {
        return untouched().map(id -> put(original(id)));
    }

    /** Lost, and healed in a later round, so that only the topics still show it. */
    Optional<UUID> healedWriteBack() {
        return untouched().map(id -> {
            history.events.add(new EmittedEvent(event(id), 2));
            history.outcomes.add(OutcomeRecord.of(event(id), 2, Outcome.CHANGED));
            return id;
        });
    }

    Optional<UUID> leftBelowTarget() {
        return history.unmigrated > 0 ? Optional.empty() : lostWriteBack();
    }

    Optional<UUID> duplicatedEvent() {
        return first(history.events).map(emitted -> {
            history.events.add(emitted);
            return emitted.event().assetId();
        });
    }

    Optional<UUID> missingEvent() {
        return untouched().map(id -> {
            history.events.removeIf(emitted -> emitted.event().assetId().equals(id));
            return id;
        });
    }

    Optional<UUID> eventOfNobody() {
        return first(history.events).map(emitted -> {
            AssetEvent event = emitted.event();
            UUID nobody = new UUID(event.assetId().getMostSignificantBits(), 4711);
            history.events.add(
                    new EmittedEvent(new AssetEvent(event.job(), event.assetType(), event.bucket(), nobody), 1));
            return nobody;
        });
    }

    Optional<UUID> missingOutcome() {
        return first(history.outcomes).map(outcome -> {
            history.outcomes.remove(outcome);
            return outcome.assetId();
        });
    }

    Optional<UUID> surplusOutcome() {
        return first(history.outcomes).map(outcome -> {
            history.outcomes.add(outcome);
            return outcome.assetId();
        });
    }

    Optional<UUID> outcome(Outcome wrong) {
        return untouched().map(id -> {
            history.outcomes.removeIf(outcome -> outcome.assetId().equals(id));
            history.outcomes.add(OutcomeRecord.of(event(id), 1, wrong));
            return id;
        });
    }

    Optional<UUID> missingDeadLetter() {
        return first(history.deadLetters).map(letter -> {
            history.deadLetters.remove(letter);
            return letter.event().assetId();
        });
    }

    Optional<UUID> surplusDeadLetter() {
        return first(history.deadLetters).map(letter -> {
            history.deadLetters.add(letter);
            return letter.event().assetId();
        });
    }

    Optional<UUID> brokenDeadLetter() {
        return first(history.deadLetters).map(letter -> {
            Map<String, String> headers = new HashMap<>(letter.headers());
            headers.remove(DeadLetterHeaders.STAGE);
            history.deadLetters.set(0, new DeadLetter(letter.event(), headers));
            return letter.event().assetId();
        });
    }

    /** A database that was away, taken for a bad row. */
    Optional<UUID> unfoundedDeadLetter() {
        return outcome(Outcome.FAILED).map(id -> {
            history.deadLetters.add(AuditWorld.deadLetter(original(id).key()));
            return put(original(id));
        });
    }

    Optional<UUID> cursorAhead() {
        return progress(
                Progress::done,
                last -> totals(
                        last.job(), last.source(), last.round(), last.counts().plus(Counts.emitted(1)), true));
    }

    Optional<UUID> openSlice() {
        return progress(Progress::done, last -> totals(last.job(), last.source(), last.round(), last.counts(), false));
    }

    Optional<UUID> totalsAhead() {
        return progress(
                last -> last.source().equals("worker/1"),
                last -> totals(last.job(), last.source(), 0, last.counts().plus(Outcome.GONE), false));
    }

    Optional<UUID> fallenTotals() {
        var before = new Counts(0, 9999, 0, 0, 0, 0);
        history.progress.add(0, totals(SimulatedHistory.JOB, "worker/0", 0, before, false));
        return Optional.of(NO_ASSET);
    }

    Optional<UUID> madeUpLedger() {
        history.counts = history.counts.plus(new Counts(1, 1, 0, 0, 0, 0));
        return Optional.of(NO_ASSET);
    }

    Optional<UUID> noEnd() {
        history.state = "RUNNING";
        return Optional.of(NO_ASSET);
    }

    private Optional<UUID> progress(Predicate<Progress> which, UnaryOperator<Progress> change) {
        for (int place = 0; place < history.progress.size(); place++) {
            if (which.test(history.progress.get(place))) {
                history.progress.set(place, change.apply(history.progress.get(place)));
                return Optional.of(NO_ASSET);
            }
        }
        return Optional.empty();
    }

    private static Progress totals(String job, String source, int round, Counts counts, boolean done) {
        return new Progress(job, source, round, counts, 0, 0, 0, done, null, null, null);
    }
}
