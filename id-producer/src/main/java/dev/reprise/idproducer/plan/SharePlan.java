package dev.reprise.idproducer.plan;

import dev.reprise.common.job.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Puts ids that are known when a job is planned into slices. */
final class SharePlan {

    /** Bounds the record of a slice to some 20 KB, which is stored again with every page. */
    private static final int IDS_PER_SLICE_MAX = 500;

    private SharePlan() {}

    static Plan of(String job, int round, Map<String, List<UUID>> idsByType) {
        List<Slice> slices = new ArrayList<>();
        long assets = 0;
        for (var type : new TreeMap<>(idsByType).entrySet()) {
            assets += type.getValue().size();
            shares(type.getValue())
                    .forEach((share, ids) -> slices.addAll(slices(job, round, type.getKey(), share, ids)));
        }
        return new Plan(slices, assets);
    }

    /** In the order of time, so that assets of one bucket come together and are read together. */
    private static SortedMap<Integer, List<UUID>> shares(List<UUID> ids) {
        SortedMap<Integer, List<UUID>> shares = new TreeMap<>();
        ids.stream()
                .sorted(Comparator.comparingLong(UUID::timestamp).thenComparing(Comparator.naturalOrder()))
                .forEach(id -> shares.computeIfAbsent(Slice.Share.of(id), unseen -> new ArrayList<>())
                        .add(id));
        return shares;
    }

    private static List<Slice> slices(String job, int round, String type, int share, List<UUID> ids) {
        List<Slice> slices = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += IDS_PER_SLICE_MAX) {
            List<UUID> some = ids.subList(from, Math.min(ids.size(), from + IDS_PER_SLICE_MAX));
            var part = new Slice.Share(share, slices.size(), some);
            slices.add(Slice.ofShare(job, round, Slice.Kind.EMIT, type, null, part));
        }
        return slices;
    }
}
