package dev.reprise.assets;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory that can refuse rows, be away, and lose answers. It passes the same contract as the real one.
 *
 * <p>Threading: one thread.
 */
public final class FakeAssetStore implements AssetStore {

    public final Map<UUID, Asset> rows = new HashMap<>();

    /** When a row was deleted, microseconds. */
    public final Map<UUID, Long> deletedAtMicros = new HashMap<>();

    public final Set<UUID> unreadable = new TreeSet<>();
    public final Set<UUID> unwritable = new TreeSet<>();
    public final List<Integer> writtenGroups = new ArrayList<>();

    /** What every operation fails with; {@code null} when the database is there. */
    public @Nullable RuntimeException away;

    /** How many writes are applied whose answer is lost. */
    public int answersLost;

    @Override
    public CompletionStage<Map<UUID, Asset>> read(AssetPartition partition, List<UUID> assetIds) {
        if (away != null) {
            return CompletableFuture.failedFuture(away);
        }
        if (assetIds.stream().anyMatch(unreadable::contains)) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("cannot be read"));
        }
        Map<UUID, Asset> found = new HashMap<>(rows);
        found.keySet().retainAll(assetIds);
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public CompletionStage<Void> write(AssetPartition partition, List<FencedWrite> writes) {
        return answered(writes, () -> {
            writes.forEach(this::writeIfNewest);
            return null;
        });
    }

    @Override
    public CompletionStage<Set<UUID>> writeIfUnchanged(
            AssetPartition partition, List<FencedWrite> writes, Cancellation cancellation) {
        return answered(writes, () -> {
            Set<UUID> changed = new HashSet<>();
            for (FencedWrite write : writes) {
                Asset now = rows.get(write.assetId());
                Asset after = after(write);
                if (now != null && sameValues(now, write.read())) {
                    rows.put(write.assetId(), after);
                } else if (now == null || !sameValues(now, after)) {
                    changed.add(write.assetId());
                }
            }
            return changed;
        });
    }

    private <T> CompletionStage<T> answered(List<FencedWrite> writes, java.util.function.Supplier<T> effect) {
        if (away != null) {
            return CompletableFuture.failedFuture(away);
        }
        if (writes.stream().anyMatch(write -> unwritable.contains(write.assetId()))) {
            return CompletableFuture.failedFuture(new IllegalArgumentException("too large"));
        }
        writtenGroups.add(writes.size());
        T answer = effect.get();
        if (answersLost > 0) {
            answersLost--;
            return CompletableFuture.failedFuture(new IllegalStateException("the answer was lost"));
        }
        return CompletableFuture.completedFuture(answer);
    }

    private void writeIfNewest(FencedWrite write) {
        Asset now = rows.get(write.assetId());
        long deletedAt = deletedAtMicros.getOrDefault(write.assetId(), Long.MIN_VALUE);
        if (write.timestampMicros() > deletedAt && (now == null || now.writtenAtMicros() < write.timestampMicros())) {
            rows.put(write.assetId(), after(write));
        }
    }

    private static Asset after(FencedWrite write) {
        return new Asset(
                write.assetId(),
                write.schemaVersion(),
                write.payload(),
                write.timestampMicros(),
                write.ttlSeconds() == 0 ? null : write.ttlSeconds(),
                write.job());
    }

    private static boolean sameValues(Asset one, Asset other) {
        return Objects.equals(one.payload(), other.payload())
                && Objects.equals(one.schemaVersion(), other.schemaVersion())
                && Objects.equals(one.lastJob(), other.lastJob());
    }
}
