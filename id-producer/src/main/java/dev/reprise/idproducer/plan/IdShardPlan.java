package dev.reprise.idproducer.plan;

import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Puts ids that are known when a job is planned into slices. */
final class IdShardPlan {

    /** Bounds the record of a slice to some 20 KB, which is stored again with every page. */
    private static final int IDS_PER_SLICE_MAX = 500;

    private IdShardPlan() {}

    static Plan of(String job, int round, Map<String, List<LocatedId>> idsByType) {
        List<Slice> slices = new ArrayList<>();
        long assets = 0;
        for (var type : new TreeMap<>(idsByType).entrySet()) {
            assets += type.getValue().size();
            shards(type.getValue())
                    .forEach((shard, ids) -> slices.addAll(slices(job, round, type.getKey(), shard, ids)));
        }
        return new Plan(slices, assets);
    }

    /** Puts ids into the slices of a later round. */
    static List<Slice> slices(
            String job, int round, Slice.Kind kind, Pinned pinned, Map<String, List<LocatedId>> idsByType) {
        return of(job, round, idsByType).slices().stream()
                .map(slice -> new Slice(
                        job,
                        round,
                        kind,
                        slice.assetType(),
                        null,
                        null,
                        null,
                        pinned.of(slice.assetType()).orElseThrow(),
                        slice.shard()))
                .toList();
    }

    /** In the order of buckets and of time, so that assets of one bucket come together and are read together. */
    private static SortedMap<Integer, List<LocatedId>> shards(List<LocatedId> ids) {
        SortedMap<Integer, List<LocatedId>> shards = new TreeMap<>();
        ids.stream()
                .sorted(Comparator.comparing(LocatedId::bucket)
                        .thenComparing(id -> id.assetId().timestamp())
                        .thenComparing(LocatedId::assetId))
                .forEach(id -> shards.computeIfAbsent(Slice.IdShard.of(id.assetId()), unseen -> new ArrayList<>())
                        .add(id));
        return shards;
    }

    /** An id that is in two buckets goes into two slices: within one, the cursor is an id. */
    private static List<Slice> slices(String job, int round, String type, int shard, List<LocatedId> ids) {
        List<Slice> slices = new ArrayList<>();
        for (List<LocatedId> rest = ids; !rest.isEmpty(); ) {
            List<LocatedId> some = new ArrayList<>();
            List<LocatedId> others = new ArrayList<>();
            Set<UUID> seen = new HashSet<>();
            for (LocatedId id : rest) {
                boolean fits = some.size() < IDS_PER_SLICE_MAX && seen.add(id.assetId());
                (fits ? some : others).add(id);
            }
            var part = Slice.IdShard.of(shard, slices.size(), some);
            slices.add(Slice.ofShard(job, round, Slice.Kind.EMIT, type, null, part));
            rest = others;
        }
        return slices;
    }
}
