package dev.reprise.idproducer.plan;

import dev.reprise.assets.AssetIndex;
import dev.reprise.assets.BucketPattern;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Finished;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Cuts a range of time into slices: one for each (type, bucket) in use that can hold ids of it. Each round plans anew,
 * since buckets may have come into use meanwhile.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class SlicePlanner implements Planner {

    private final AssetIndex index;
    private final BucketPattern pattern;

    /** Creates the planner of one pair of tables. */
    public SlicePlanner(AssetIndex index, BucketPattern pattern) {
        this.index = index;
        this.pattern = pattern;
    }

    @Override
    public CompletionStage<Plan> plan(Request.Submit submit, Pinned pinned, int round, Slice.Kind kind) {
        if (!(submit.selector() instanceof Selector.ByType range)) {
            throw new IllegalArgumentException("no range of time in a selector of the form "
                    + submit.selector().getClass().getSimpleName());
        }
        return partitions(range).thenApply(partitions -> {
            List<Slice> slices = partitions.stream()
                    // A verification need not look where the rows do not show what was done.
                    .filter(partition ->
                            kind == Slice.Kind.EMIT || pinned.typesSeenInRows().contains(partition.assetType()))
                    .filter(partition -> mayHold(range, partition))
                    .map(partition -> slice(submit.job(), round, kind, range, partition, pinned))
                    .toList();
            return new Plan(slices, slices.isEmpty() ? 0L : null);
        });
    }

    /** Without a type it is time alone that selects, so that also types without a target are looked at. */
    private CompletionStage<List<AssetPartition>> partitions(Selector.ByType range) {
        if (range.assetType().isEmpty()) {
            return index.partitions().thenApply(found -> found.stream()
                    .sorted(Comparator.comparing(AssetPartition::assetType).thenComparing(AssetPartition::bucket))
                    .toList());
        }
        List<CompletableFuture<List<AssetPartition>>> partitions = new ArrayList<>();
        for (String type : new TreeSet<>(range.assetType())) {
            partitions.add(index.partitions(type).toCompletableFuture());
        }
        return CompletableFuture.allOf(partitions.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> partitions.stream()
                        .flatMap(found -> Finished.result(found).stream())
                        .toList());
    }

    private static Slice slice(
            String job, int round, Slice.Kind kind, Selector.ByType range, AssetPartition partition, Pinned pinned) {
        Pending pending = kind == Slice.Kind.EMIT
                ? null
                : pinned.of(partition.assetType()).orElseThrow();
        return new Slice(
                job, round, kind, partition.assetType(), partition.bucket(), range.from(), range.to(), pending);
    }

    /** Leaves out only what certainly holds nothing: a bucket that does not follow the pattern is read. */
    private boolean mayHold(Selector.ByType range, AssetPartition partition) {
        boolean endsBefore = range.from() != null
                && pattern.end(partition.bucket())
                        .map(end -> !end.isAfter(range.from()))
                        .orElse(false);
        boolean startsAfter = range.to() != null
                && pattern.start(partition.bucket())
                        .map(start -> !start.isBefore(range.to()))
                        .orElse(false);
        return !endsBefore && !startsAfter;
    }
}
