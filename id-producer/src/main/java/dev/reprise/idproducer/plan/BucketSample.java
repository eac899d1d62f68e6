package dev.reprise.idproducer.plan;

import dev.reprise.assets.AssetIndex;
import dev.reprise.assets.BucketPattern;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.async.Finished;
import dev.reprise.common.job.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Takes some assets of a range, spread over its buckets, without reading it as a whole. Each bucket has an equal quota; its
 * time is cut into as many stretches, and the newest asset of each is taken. What empty stretches and small buckets leave
 * open is filled up from the others, so that the sample is smaller than asked for only when the selection is.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class BucketSample {

    /** More would take the database for itself. */
    private static final int READS_AT_ONCE_MAX = 64;

    private final AssetIndex index;
    private final BucketPattern pattern;

    /** Creates the sampler of one pair of tables. */
    public BucketSample(AssetIndex index, BucketPattern pattern) {
        this.index = index;
        this.pattern = pattern;
    }

    /** Ids taken so far, by bucket; the buckets in the order of the selection. */
    private record Taken(Map<Slice, Set<UUID>> byBucket, int size) {
        static Taken nothingOf(List<Slice> buckets, int size) {
            Map<Slice, Set<UUID>> byBucket = new LinkedHashMap<>();
            buckets.forEach(bucket -> byBucket.put(bucket, new LinkedHashSet<>()));
            return new Taken(byBucket, size);
        }

        Set<UUID> of(Slice bucket) {
            return Objects.requireNonNull(byBucket.get(bucket));
        }

        int missing() {
            return size - byBucket.values().stream().mapToInt(Set::size).sum();
        }

        Map<String, List<LocatedId>> byType() {
            Map<String, List<LocatedId>> byType = new TreeMap<>();
            byBucket.forEach((bucket, ids) -> {
                String name = Objects.requireNonNull(bucket.bucket());
                List<LocatedId> located = byType.computeIfAbsent(bucket.assetType(), unseen -> new ArrayList<>());
                ids.forEach(id -> located.add(new LocatedId(name, id)));
            });
            return byType;
        }
    }

    /** A stretch of a bucket of which one asset is taken. */
    private record Stretch(Slice bucket, IdRange range) {}

    /**
     * Takes a sample.
     *
     * @param buckets slices that are buckets, in order
     * @param size how many assets
     * @return ids by type
     */
    CompletionStage<Map<String, List<LocatedId>>> pick(List<Slice> buckets, int size) {
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 0; i < buckets.size(); i++) {
            stretches.addAll(stretches(buckets.get(i), Spread.quota(i, buckets.size(), size)));
        }
        Taken taken = Taken.nothingOf(buckets, size);
        return takeOneEach(stretches, taken)
                .thenCompose(done -> fill(buckets, 0, taken, false))
                .thenCompose(done -> fill(buckets, 0, taken, true))
                .thenApply(done -> taken.byType());
    }

    private CompletionStage<Void> takeOneEach(List<Stretch> stretches, Taken taken) {
        if (stretches.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        int now = Math.min(stretches.size(), READS_AT_ONCE_MAX);
        List<CompletableFuture<List<UUID>>> reads = new ArrayList<>(now);
        stretches
                .subList(0, now)
                .forEach(stretch -> reads.add(newest(stretch.range(), 1).toCompletableFuture()));
        return CompletableFuture.allOf(reads.toArray(CompletableFuture<?>[]::new))
                .thenComposeAsync(done -> {
                    for (int i = 0; i < now; i++) {
                        Set<UUID> ids = taken.of(stretches.get(i).bucket());
                        ids.addAll(Finished.result(reads.get(i)));
                    }
                    return takeOneEach(stretches.subList(now, stretches.size()), taken);
                });
    }

    /**
     * Fills up from the newest assets of each bucket.
     *
     * @param first where to begin in the list
     * @param greedy whether one bucket may give all that is missing, rather than an equal part of it
     */
    private CompletionStage<Void> fill(List<Slice> buckets, int first, Taken taken, boolean greedy) {
        int missing = taken.missing();
        if (missing == 0 || first == buckets.size()) {
            return CompletableFuture.completedFuture(null);
        }
        Slice bucket = buckets.get(first);
        int left = buckets.size() - first;
        int wanted = greedy ? missing : (missing + left - 1) / left;
        Set<UUID> ids = taken.of(bucket);
        int limit = ids.size() + wanted;
        return newest(range(bucket, null, null), limit).thenComposeAsync(newest -> {
            newest.stream()
                    .filter(id -> !ids.contains(id))
                    .limit(wanted)
                    .toList()
                    .forEach(ids::add);
            return fill(buckets, first + 1, taken, greedy);
        });
    }

    private CompletionStage<List<UUID>> newest(IdRange range, int limit) {
        return newest(range, limit, new ArrayList<>());
    }

    /** Reads on behind a page that has ended early. */
    private CompletionStage<List<UUID>> newest(IdRange range, int limit, List<UUID> found) {
        return index.page(range, limit - found.size()).thenComposeAsync(page -> {
            page.entries().forEach(entry -> found.add(entry.assetId()));
            return page.exhausted() || page.last() == null || found.size() >= limit
                    ? CompletableFuture.completedFuture(found)
                    : newest(range.below(page.last()), limit, found);
        });
    }

    /** A bucket whose time cannot be told from its name is filled from its newest assets. */
    private List<Stretch> stretches(Slice slice, int quota) {
        String bucket = Objects.requireNonNull(slice.bucket());
        Instant start = pattern.start(bucket).orElse(null);
        Instant end = pattern.end(bucket).orElse(null);
        if (start == null || end == null) {
            return List.of();
        }
        Instant from = slice.from() == null || slice.from().isBefore(start) ? start : slice.from();
        Instant to = slice.to() == null || slice.to().isAfter(end) ? end : slice.to();
        Duration whole = Duration.between(from, to);
        List<Stretch> stretches = new ArrayList<>(quota);
        for (int i = 0; i < quota; i++) {
            Instant begin = i == 0 ? from : from.plus(whole.multipliedBy(i).dividedBy(quota));
            Instant behind =
                    i == quota - 1 ? to : from.plus(whole.multipliedBy(i + 1L).dividedBy(quota));
            stretches.add(new Stretch(slice, range(slice, begin, behind)));
        }
        return stretches;
    }

    private static IdRange range(Slice slice, @Nullable Instant from, @Nullable Instant to) {
        var partition = new AssetPartition(slice.assetType(), Objects.requireNonNull(slice.bucket()));
        return IdRange.of(partition, from == null ? slice.from() : from, to == null ? slice.to() : to);
    }
}
