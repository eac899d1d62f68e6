package dev.reprise.idproducer.plan;

import dev.reprise.assets.AssetIndex;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.async.Repeated;
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
        return (assets == null ? count(plan.slices()) : CompletableFuture.completedFuture(assets)).thenApply(count -> {
            if (count > assetsMax) {
                throw new RefusedSelectionException("the mode synchronous takes up to " + assetsMax
                        + " assets (reprise.synchronous.assets-max), and the selection has "
                        + (assets == null && count >= countedMost() ? "at least " : "") + count
                        + ": use the mode run");
            }
            return new Plan(plan.slices(), count);
        });
    }

    private long countedMost() {
        return COUNTED_TIMES * assetsMax;
    }

    private CompletionStage<Long> count(List<Slice> buckets) {
        var counted = new Counted();
        return Repeated.forEach(buckets, counted::add).thenApply(done -> counted.assets);
    }

    /** Counts one bucket after the other, page by page. One step at a time sees it. */
    private final class Counted {

        private long assets;

        CompletionStage<Void> add(Slice bucket) {
            var partition = new AssetPartition(bucket.assetType(), Objects.requireNonNull(bucket.bucket()));
            var pages = new Pages(IdRange.of(partition, bucket.from(), bucket.to()));
            return Repeated.whileTrue(
                    () -> assets >= countedMost() ? CompletableFuture.completedFuture(false) : pages.next(this));
        }
    }

    /** What is left of a bucket. */
    private final class Pages {

        private IdRange left;

        Pages(IdRange range) {
            this.left = range;
        }

        CompletionStage<Boolean> next(Counted counted) {
            return index.page(left, PAGE).thenApply(page -> {
                counted.assets += page.entries().size();
                if (page.exhausted() || page.last() == null) {
                    return false;
                }
                left = left.below(page.last());
                return true;
            });
        }
    }
}
