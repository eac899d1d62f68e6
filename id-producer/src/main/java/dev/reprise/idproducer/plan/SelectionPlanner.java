package dev.reprise.idproducer.plan;

import dev.reprise.common.assets.AssetIndex;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.idproducer.query.QueryIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Plans selections of every form. A range of time is planned by its buckets, in every round anew. All others become shares:
 * their ids are found once, by the plan or by the query, and a later round looks at exactly what the first has emitted.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class SelectionPlanner implements Planner {

    private final Planner ranges;
    private final BucketSample bucketSample;
    private final AssetIndex index;
    private final QueryIndex queries;
    private final DeadLetterLog deadLetters;

    /**
     * Creates the planner.
     *
     * @param ranges plans what follows the buckets
     */
    public SelectionPlanner(
            Planner ranges,
            BucketSample bucketSample,
            AssetIndex index,
            QueryIndex queries,
            DeadLetterLog deadLetters) {
        this.ranges = ranges;
        this.bucketSample = bucketSample;
        this.index = index;
        this.queries = queries;
        this.deadLetters = deadLetters;
    }

    @Override
    public CompletionStage<Plan> plan(Request.Submit submit, Map<String, Integer> targets, int round, Slice.Kind kind) {
        Selector selector = submit.selector();
        Integer sample = selector.sample();
        if (selector instanceof Selector.ByType && sample == null) {
            return ranges.plan(submit, targets, round, kind);
        }
        if (kind != Slice.Kind.EMIT) {
            return CompletableFuture.completedFuture(again(submit.job(), targets, round, kind));
        }
        if (selector instanceof Selector.ByType) {
            return ranges.plan(submit, targets, round, kind)
                    .thenCompose(whole -> bucketSample.pick(whole.slices(), sampleOrAll(sample)))
                    .thenApply(ids -> SharePlan.of(submit.job(), round, ids));
        }
        if (selector instanceof Selector.ByIds named) {
            return CompletableFuture.completedFuture(
                    SharePlan.of(submit.job(), round, Map.of(named.assetType(), Spread.over(named.ids(), sample))));
        }
        if (selector instanceof Selector.ByQuery query) {
            return query(submit.job(), round, query);
        }
        return deadLetters(submit.job(), round, (Selector.DeadLettersOf) selector, targets);
    }

    private static int sampleOrAll(@Nullable Integer sample) {
        return sample == null ? Integer.MAX_VALUE : sample;
    }

    /** Every share there can be: which of them hold anything is known to the emitters alone. */
    private static Plan again(String job, Map<String, Integer> targets, int round, Slice.Kind kind) {
        List<Slice> slices = new ArrayList<>();
        for (String type : new TreeSet<>(targets.keySet())) {
            for (int share = 0; share < Slice.Share.SHARES; share++) {
                slices.add(Slice.ofShare(job, round, kind, type, targets.get(type), new Slice.Share(share, 0, null)));
            }
        }
        return new Plan(slices, null);
    }

    private CompletionStage<Plan> query(String job, int round, Selector.ByQuery selector) {
        String type = selector.assetType();
        Integer sample = selector.sample();
        if (sample != null) {
            return queries.sample(type, selector.query(), sample)
                    .thenApply(ids -> SharePlan.of(job, round, Map.of(type, ids)));
        }
        return queries.count(type, selector.query()).thenApply(matches -> {
            List<Slice> slices = new ArrayList<>();
            for (int share = 0; matches > 0 && share < Slice.Share.SHARES; share++) {
                slices.add(Slice.ofShare(job, round, Slice.Kind.EMIT, type, null, new Slice.Share(share, 0, null)));
            }
            return new Plan(slices, matches);
        });
    }

    /** A dead letter whose row is at the target meanwhile, or gone, is resolved, by whatever it was. */
    private CompletionStage<Plan> deadLetters(
            String job, int round, Selector.DeadLettersOf selector, Map<String, Integer> targets) {
        return deadLetters
                .of(selector.deadLettersOf(), selector.cause())
                .thenCompose(byType -> {
                    CompletionStage<Map<String, List<UUID>>> all = CompletableFuture.completedFuture(new TreeMap<>());
                    for (var entry : new TreeMap<>(byType).entrySet()) {
                        String type = entry.getKey();
                        Integer target = targets.get(type);
                        if (target != null) {
                            all = all.thenCombine(index.versions(type, List.copyOf(entry.getValue())), (ids, rows) -> {
                                ids.put(type, below(target, rows));
                                return ids;
                            });
                        }
                    }
                    return all;
                })
                .thenApply(ids -> SharePlan.of(job, round, Spread.overTypes(ids, selector.sample())));
    }

    private static List<UUID> below(int target, List<AssetIndex.Entry> rows) {
        return rows.stream()
                .filter(row -> row.schemaVersion() == null || row.schemaVersion() < target)
                .map(AssetIndex.Entry::assetId)
                .toList();
    }
}
