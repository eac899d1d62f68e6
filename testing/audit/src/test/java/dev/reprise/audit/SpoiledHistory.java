package dev.reprise.audit;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.workload.livewriter.LoggedOperation;
import dev.reprise.workload.livewriter.Operation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Finds assets of a history that can be spoiled in some way, and changes their rows. */
abstract class SpoiledHistory {

    final SimulatedHistory history;

    SpoiledHistory(SimulatedHistory history) {
        this.history = history;
    }

    /** Finds a loaded asset on which all is known, and whose newest operation stands alone and is such a one. */
    final Optional<Operation> newest(Predicate<Operation> which) {
        return history.loaded.stream()
                .map(loaded -> history.of(loaded.key().assetId()))
                .filter(live -> !live.isEmpty() && live.stream().allMatch(LoggedOperation::acknowledged))
                .map(SpoiledHistory::alone)
                .flatMap(Optional::stream)
                .filter(which)
                .findFirst();
    }

    private static Optional<Operation> alone(List<LoggedOperation> live) {
        long newest = live.stream()
                .mapToLong(logged -> logged.operation().timestampMicros())
                .max()
                .orElseThrow();
        List<Operation> near = live.stream()
                .map(LoggedOperation::operation)
                .filter(operation -> newest - operation.timestampMicros() < 2)
                .toList();
        return near.size() == 1 ? Optional.of(near.get(0)) : Optional.empty();
    }

    /** Finds an asset that nobody but the job touched, which migrated it. */
    final Optional<UUID> untouched() {
        return history.loaded.stream()
                .map(loaded -> loaded.key().assetId())
                .filter(id -> history.of(id).isEmpty())
                .filter(id -> history.rows.containsKey(id)
                        && Objects.requireNonNull(history.rows.get(id)).lastJob() != null)
                .findFirst();
    }

    final Operation.Write original(UUID assetId) {
        return history.loaded.stream()
                .filter(loaded -> loaded.key().assetId().equals(assetId))
                .findFirst()
                .orElseThrow();
    }

    final boolean isMigratable(Operation operation) {
        var original = original(operation.key().assetId());
        return original.content().schemaVersion() == 1
                && operation.key().partition().assetType().equals("movie")
                && SimulatedHistory.migrated("movie", original.content()).isPresent();
    }

    final UUID change(UUID assetId, Consumer<RowChange> change) {
        var row = new RowChange(Objects.requireNonNull(history.rows.get(assetId)));
        change.accept(row);
        history.rows.put(assetId, row.toRow());
        return assetId;
    }

    /** Makes a row what a write left, without any end. */
    final UUID put(Operation.Write write) {
        var key = write.key();
        history.rows.put(
                key.assetId(),
                new FinalRow(
                        key.partition().assetType(),
                        key.partition().bucket(),
                        key.assetId(),
                        write.content().schemaVersion(),
                        write.content().payload(),
                        write.timestampMicros(),
                        write.timestampMicros(),
                        null,
                        null,
                        0));
        return key.assetId();
    }

    /** Makes a row what the job makes of a write, at any time. */
    final UUID putMigrated(Operation.Write write, long writtenAt) {
        return change(put(write), row -> {
            row.payload = SimulatedHistory.migrated("movie", write.content()).orElseThrow();
            row.version = 2;
            row.lastJob = SimulatedHistory.JOB;
            row.payloadWrittenAt = writtenAt;
            row.versionWrittenAt = writtenAt;
            row.jobWrittenAt = writtenAt;
        });
    }

    final void acknowledged(Operation operation) {
        history.operations.add(new LoggedOperation("w", history.operations.size() + 1L, operation, true));
    }

    final AssetEvent event(UUID assetId) {
        return SimulatedHistory.event(original(assetId).key());
    }

    static <T> Optional<T> first(List<T> list) {
        return list.stream().findFirst();
    }
}
