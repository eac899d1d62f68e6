package dev.reprise.reindex.elasticsearch;

import dev.reprise.elasticsearch.compare.Comparison;
import dev.reprise.elasticsearch.compare.Difference;
import dev.reprise.processor.AroundRounds;
import dev.reprise.processor.LedJob;
import dev.reprise.reindex.ReindexRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * Says what a job has still to do by what a comparison has found.
 *
 * <p>Threading: stateless.
 */
final class Found {

    private Found() {}

    /** Whichever type an asset without a row is processed as: its row is gone, and so its document is removed. */
    static AroundRounds.Differences of(LedJob job, ReindexRequest request, Comparison.Verdict verdict) {
        String anyType = new TreeSet<>(job.assetTypes()).first();
        Map<String, List<UUID>> assets = new TreeMap<>();
        for (Difference one : verdict.differences()) {
            String type = one.assetType() == null ? anyType : one.assetType();
            Difference.assetId(one.id()).ifPresent(id -> assets.computeIfAbsent(type, unseen -> new ArrayList<>())
                    .add(id));
        }
        String words = request.index().wildcard() + "-" + job.id() + " has of " + verdict.rows() + " rows "
                + verdict.count(Difference.Kind.MISSING) + " missing, " + verdict.count(Difference.Kind.SURPLUS)
                + " surplus and " + verdict.count(Difference.Kind.OLDER) + " older documents"
                + (verdict.differences().size() >= Comparison.DIFFERENCES_MAX ? ", and perhaps more" : "");
        return new AroundRounds.Differences(assets, verdict.differences().size(), words);
    }
}
