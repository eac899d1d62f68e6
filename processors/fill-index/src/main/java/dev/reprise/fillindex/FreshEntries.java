package dev.reprise.fillindex;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IndexEntry;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Stage;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries, and reads their rows once more. An entry whose row has changed meanwhile, or is gone, is removed at the write
 * time at which it was written, and the entry of the newer row is written in its place. A live writer that has written either
 * of them since wins, since its write times are newer.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
final class FreshEntries implements Sink<FillIndexProcessor.Entry> {

    /** A row that changes more often while it is looked at is a case for a redrive. */
    private static final int ATTEMPTS_MAX = 10;

    private static final Applied UNCHANGED = new Applied.Done(Outcome.UNCHANGED);

    private static final Applied RESTLESS = new Applied.Failed(Failure.of(
            Stage.WRITE,
            "RowKeepsChanging",
            "the row has changed each time that its entry was written; redrive when it rests"));

    private final SinkContext context;

    FreshEntries(SinkContext context) {
        this.context = context;
    }

    /** What is common to the rows of a group, and what became of each. */
    private record Group(AssetPartition partition, Cancellation cancellation, Map<UUID, Applied> results) {}

    @Override
    public CompletionStage<List<Applied>> apply(
            AssetPartition partition,
            List<FillIndexProcessor.Entry> effects,
            long readAtNanos,
            Cancellation cancellation) {
        var group = new Group(partition, cancellation, new LinkedHashMap<>());
        return write(group, effects, readAtNanos, 1).thenApply(done -> effects.stream()
                .map(effect -> group.results().getOrDefault(effect.row().assetId(), RESTLESS))
                .toList());
    }

    /** Writes the entries of some rows. */
    private CompletionStage<Void> write(
            Group group, List<FillIndexProcessor.Entry> effects, long readAtNanos, int attempt) {
        List<FillIndexProcessor.Entry> written = new ArrayList<>();
        List<IndexEntry> entries = new ArrayList<>();
        for (FillIndexProcessor.Entry effect : effects) {
            UUID id = effect.row().assetId();
            try {
                Optional<IndexEntry> entry = effect.in(group.partition().bucket());
                if (entry.isPresent()) {
                    written.add(effect);
                    entries.add(entry.get());
                } else {
                    group.results().put(id, UNCHANGED);
                }
            } catch (UnusableValueException e) {
                group.results().put(id, new Applied.Failed(FillIndexProcessor.failure(e)));
            }
        }
        if (entries.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        return context.entries()
                .apply(group.partition(), entries, readAtNanos, group.cancellation())
                .thenCompose(applied -> lookAgain(group, changed(group, written, applied), attempt));
    }

    /** Notes what became of the entries, and returns those that were written. */
    private static List<FillIndexProcessor.Entry> changed(
            Group group, List<FillIndexProcessor.Entry> written, List<Applied> applied) {
        List<FillIndexProcessor.Entry> changed = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            group.results().put(written.get(i).row().assetId(), applied.get(i));
            if (applied.get(i).equals(Applied.CHANGED)) {
                changed.add(written.get(i));
            }
        }
        return changed;
    }

    private CompletionStage<Void> lookAgain(Group group, List<FillIndexProcessor.Entry> written, int attempt) {
        if (written.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        List<UUID> ids = written.stream().map(effect -> effect.row().assetId()).toList();
        return context.reread(group.partition(), ids, group.cancellation()).thenCompose(now -> {
            List<FillIndexProcessor.Entry> stale = written.stream()
                    .filter(effect ->
                            !isSame(effect.row(), now.rows().get(effect.row().assetId())))
                    .toList();
            if (stale.isEmpty()) {
                return CompletableFuture.completedFuture(null);
            }
            return remove(group, stale, now.atNanos()).thenCompose(removed -> {
                List<FillIndexProcessor.Entry> again = new ArrayList<>();
                for (FillIndexProcessor.Entry effect : removed) {
                    UUID id = effect.row().assetId();
                    Asset row = now.rows().get(id);
                    group.results().put(id, row == null ? Applied.GONE : RESTLESS);
                    if (row != null && attempt < ATTEMPTS_MAX) {
                        again.add(effect.of(row));
                    }
                }
                return again.isEmpty()
                        ? CompletableFuture.completedFuture(null)
                        : write(group, again, now.atNanos(), attempt + 1);
            });
        });
    }

    /** Removes the entries of rows that are not what they were, and returns those that are removed. */
    private CompletionStage<List<FillIndexProcessor.Entry>> remove(
            Group group, List<FillIndexProcessor.Entry> stale, long readAtNanos) {
        List<IndexEntry> removals = new ArrayList<>();
        for (FillIndexProcessor.Entry effect : stale) {
            try {
                effect.in(group.partition().bucket()).ifPresent(entry -> removals.add(entry.removed()));
            } catch (UnusableValueException e) {
                throw new IllegalStateException("it was usable when it was written", e);
            }
        }
        return context.entries()
                .apply(group.partition(), removals, readAtNanos, group.cancellation())
                .thenApply(applied -> changed(group, stale, applied));
    }

    /** By the write time: a row that is written again with the same values has the same entry, at another time. */
    private static boolean isSame(Asset before, @Nullable Asset now) {
        return now != null && now.writtenAtMicros() == before.writtenAtMicros();
    }
}
