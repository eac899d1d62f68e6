package dev.reprise.idproducer.plan;

import dev.reprise.assets.AssetIndex;
import dev.reprise.assets.AssetLocator;
import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.idproducer.query.QueryIndex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plans selections of every form. A range of time is planned by its buckets, in every round anew. All others become id shards:
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
    private final AssetLocator locator;

    /**
     * Creates the planner.
     *
     * @param ranges plans what follows the buckets
     * @param locator finds the buckets of ids that are named or queried
     */
    public SelectionPlanner(
            Planner ranges,
            BucketSample bucketSample,
            AssetIndex index,
            QueryIndex queries,
            DeadLetterLog deadLetters,
            AssetLocator locator) {
        this.ranges = ranges;
        this.bucketSample = bucketSample;
        this.index = index;
        this.queries = queries;
        this.deadLetters = deadLetters;
        this.locator = locator;
    }

    @Override
    public CompletionStage<Plan> plan(Request.Submit submit, Pinned pinned, int round, Slice.Kind kind) {
        Selector selector = submit.selector();
        Integer sample = selector.sample();
        if (selector instanceof Selector.ByType && sample == null) {
            return ranges.plan(submit, pinned, round, kind);
        }
        if (kind != Slice.Kind.EMIT) {
            return CompletableFuture.completedFuture(again(submit.job(), pinned, round, kind));
        }
        if (selector instanceof Selector.ByType) {
            return ranges.plan(submit, pinned, round, kind)
                    .thenCompose(whole -> bucketSample.pick(whole.slices(), sampleOrAll(sample)))
                    .thenApply(ids -> IdShardPlan.of(submit.job(), round, ids));
        }
        if (selector instanceof Selector.ByIds named) {
            return located(
                    submit.job(), round, named.assetType(), Spread.over(named.ids(), Function.identity(), sample));
        }
        if (selector instanceof Selector.ByQuery query) {
            return query(submit.job(), round, query);
        }
        return deadLetters(submit.job(), round, (Selector.DeadLettersOf) selector, pinned);
    }

    private static int sampleOrAll(@Nullable Integer sample) {
        return sample == null ? Integer.MAX_VALUE : sample;
    }

    /** Every id shard there can be: which of them hold anything is known to the emitters alone. */
    private static Plan again(String job, Pinned pinned, int round, Slice.Kind kind) {
        List<Slice> slices = new ArrayList<>();
        for (String type : pinned.typesSeenInRows()) {
            for (int shard = 0; shard < Slice.IdShard.SHARDS; shard++) {
                slices.add(Slice.ofShard(
                        job, round, kind, type, pinned.of(type).orElseThrow(), new Slice.IdShard(shard, 0, null)));
            }
        }
        return new Plan(slices, null);
    }

    private CompletionStage<Plan> query(String job, int round, Selector.ByQuery selector) {
        String type = selector.assetType();
        Integer sample = selector.sample();
        if (sample != null) {
            return queries.sample(type, selector.query(), sample).thenCompose(ids -> located(job, round, type, ids));
        }
        return queries.count(type, selector.query()).thenApply(matches -> {
            List<Slice> slices = new ArrayList<>();
            for (int shard = 0; matches > 0 && shard < Slice.IdShard.SHARDS; shard++) {
                slices.add(Slice.ofShard(job, round, Slice.Kind.EMIT, type, null, new Slice.IdShard(shard, 0, null)));
            }
            return new Plan(slices, matches);
        });
    }

    private CompletionStage<Plan> located(String job, int round, String assetType, List<UUID> ids) {
        return locator.locate(assetType, ids)
                .thenApply(located -> IdShardPlan.of(job, round, Map.of(assetType, located)));
    }

    /**
     * A dead letter whose row is at the target meanwhile, or gone, is resolved, by whatever it was. Where no row is there
     * at all, more is wrong than a few deletions: all are selected, so that the ledger of the job says that they are gone.
     */
    private CompletionStage<Plan> deadLetters(String job, int round, Selector.DeadLettersOf selector, Pinned pinned) {
        return deadLetters
                .of(selector.deadLettersOf(), selector.cause())
                .thenCompose(byType -> rows(byType, pinned))
                .thenApply(rows -> {
                    boolean anyIsThere = rows.values().stream()
                            .anyMatch(one -> one.values().stream().anyMatch(Optional::isPresent));
                    Map<String, List<LocatedId>> open = new TreeMap<>();
                    rows.forEach((type, letters) -> open.put(
                            type,
                            anyIsThere ? open(pinned.of(type).orElseThrow(), letters) : List.copyOf(letters.keySet())));
                    return IdShardPlan.of(job, round, Spread.overTypes(open, selector.sample()));
                });
    }

    /** Reads the rows of the dead letters of each type that has a target. */
    private CompletionStage<Map<String, Map<LocatedId, Optional<AssetIndex.Entry>>>> rows(
            Map<String, Set<LocatedId>> byType, Pinned pinned) {
        CompletionStage<Map<String, Map<LocatedId, Optional<AssetIndex.Entry>>>> all =
                CompletableFuture.completedFuture(new TreeMap<>());
        for (String type : new TreeSet<>(byType.keySet())) {
            if (pinned.of(type).isPresent()) {
                List<LocatedId> letters = List.copyOf(byType.getOrDefault(type, Set.of()));
                all = all.thenCombine(index.versions(type, letters), (rows, found) -> {
                    Map<LocatedId, Optional<AssetIndex.Entry>> ofType = new LinkedHashMap<>();
                    letters.forEach(letter -> ofType.put(letter, Optional.ofNullable(found.get(letter))));
                    rows.put(type, ofType);
                    return rows;
                });
            }
        }
        return all;
    }

    private static List<LocatedId> open(Pending pending, Map<LocatedId, Optional<AssetIndex.Entry>> letters) {
        return letters.entrySet().stream()
                .filter(letter -> letter.getValue()
                        .filter(row -> pending.mayBeOpen(row.schemaVersion()))
                        .isPresent())
                .map(Map.Entry::getKey)
                .toList();
    }
}
