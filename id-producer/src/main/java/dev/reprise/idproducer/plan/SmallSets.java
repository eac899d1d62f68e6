package dev.reprise.idproducer.plan;

import dev.reprise.assets.AssetIndex;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.Request;
import dev.reprise.idproducer.read.RefusedSelectionException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Counts what a synchronous job selects, before anything of it is processed, and refuses what is too much for one.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class SmallSets implements Planner {

    /** A selection is counted up to so many times what is allowed. Beyond that, its size does not matter. */
    private static final long COUNTED_TIMES = 100;

    private static final int PAGE = 2_048;

    private final Planner planner;
    private final AssetIndex index;
    private final int assetsMax;

    /**
     * Creates the planner around another.
     *
     * @param assetsMax most assets of a synchronous job
     */
    public SmallSets(Planner planner, AssetIndex index, int assetsMax) {
        this.planner = planner;
        this.index = index;
        this.assetsMax = assetsMax;
    }

    @Override
    public CompletionStage<Plan> plan(Request.Submit submit, Pinned pinned, int round, Slice.Kind kind) {
        CompletionStage<Plan> plan = planner.plan(submit, pinned, round, kind);
        return submit.mode() == Mode.SYNCHRONOUS && kind == Slice.Kind.EMIT ? plan.thenCompose(this::small) : plan;
    }

    private CompletionStage<Plan> small(Plan plan) {
        Long assets = plan.assets();
        CompletionStage<Long> counted =
                assets == null ? count(plan.slices(), 0) : CompletableFuture.completedFuture(assets);
        return counted.thenApply(count -> {
            if (count > assetsMax) {
                throw new RefusedSelectionException("the mode synchronous takes up to " + assetsMax
                        + " assets (reprise.synchronous.assets-max), and the selection has "
                        + (assets == null && count >= countedMost() ? "at least " : "") + count
                        + ": use the mode run");
            }
            return new Plan(plan.slices(), count);
        });
    }

    private CompletionStage<Long> count(List<Slice> buckets, long before) {
        if (buckets.isEmpty() || before >= countedMost()) {
            return CompletableFuture.completedFuture(before);
        }
        return count(range(buckets.get(0)), before).thenCompose(now -> count(buckets.subList(1, buckets.size()), now));
    }

    private long countedMost() {
        return COUNTED_TIMES * assetsMax;
    }

    private static IdRange range(Slice bucket) {
        var partition = new AssetPartition(bucket.assetType(), Objects.requireNonNull(bucket.bucket()));
        return IdRange.of(partition, bucket.from(), bucket.to());
    }

    private CompletionStage<Long> count(IdRange range, long before) {
        return index.page(range, PAGE).thenComposeAsync(page -> {
            long now = before + page.entries().size();
            return page.exhausted() || page.last() == null || now >= countedMost()
                    ? CompletableFuture.completedFuture(now)
                    : count(range.below(page.last()), now);
        });
    }
}
