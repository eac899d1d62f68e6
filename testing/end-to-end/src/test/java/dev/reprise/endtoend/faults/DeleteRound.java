package dev.reprise.endtoend.faults;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.common.job.Job;
import dev.reprise.endtoend.service.TopicClient;
import dev.reprise.workload.livewriter.AssetKey;
import dev.reprise.workload.livewriter.LoggedOperation;
import dev.reprise.workload.livewriter.PayloadFactory;
import dev.reprise.workload.sample.SampleAsset;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.SampleType;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Movies are deleted after a preview, and production stops to write them in the midst of the job. Production adds none, or the
 * job might rightly be paused.
 */
final class DeleteRound implements RoundJob {

    private static final String MOVIE = SampleType.MOVIE.word();

    private static final int AT_ONCE = 100;

    private final SampleAssets sample;
    private String preview = "";
    private long count;

    DeleteRound(SampleAssets sample) {
        this.sample = sample;
    }

    @Override
    public void prepare(TopicClient client, String job, String selector) {
        preview = job + "-preview";
        client.post("{\"type\":\"submit\",\"job\":\"" + preview + "\",\"selector\":" + selector
                + ",\"mode\":\"preview\",\"processor\":{\"name\":\"delete\",\"reason\":\"licence\"}}");
        Job found = client.awaitEnd(preview);
        count = found.counts().changed();
    }

    @Override
    public String processor() {
        return "{\"name\":\"delete\",\"reason\":\"licence\",\"confirm\":{\"preview\":\"" + preview + "\",\"count\":"
                + count + "}}";
    }

    @Override
    public PayloadFactory release() {
        return (assetType, before) -> assetType.equals(MOVIE) ? Optional.empty() : Optional.of(before);
    }

    @Override
    public double creates() {
        return 0;
    }

    /**
     * Writes each movie once more, one microsecond above everything that was ever written to it. A job that deletes at the time
     * of what it has read leaves nothing that such a write could lose to.
     */
    @Override
    public List<String> problems(AssetDatabase database, List<LoggedOperation> log) {
        Map<AssetKey, Long> newest = newest(log);
        PreparedStatement write = database.prepare("UPDATE " + database.qualified("asset")
                + " USING TIMESTAMP :written SET schema_version = 1 WHERE " + database.rowCondition());
        PreparedStatement read = database.prepare(
                "SELECT asset_id FROM " + database.qualified("asset") + " WHERE " + database.rowCondition());
        List<AssetKey> keys = List.copyOf(newest.keySet());
        List<String> problems = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += AT_ONCE) {
            List<AssetKey> some = keys.subList(from, Math.min(keys.size(), from + AT_ONCE));
            all(some.stream()
                    .map(key -> database.session()
                            .executeAsync(bound(write, key).setLong("written", newest.getOrDefault(key, 0L) + 1)))
                    .toList());
            List<AsyncResultSet> found = all(some.stream()
                    .map(key -> database.session().executeAsync(bound(read, key)))
                    .toList());
            for (int i = 0; i < some.size(); i++) {
                if (!found.get(i).currentPage().iterator().hasNext()) {
                    problems.add("asset " + some.get(i).assetId()
                            + " was deleted at a later time than that of anything that was written to it: a live write"
                            + " of "
                            + (newest.getOrDefault(some.get(i), 0L) + 1) + " µs is lost");
                }
            }
        }
        return problems;
    }

    private Map<AssetKey, Long> newest(List<LoggedOperation> log) {
        Map<AssetKey, Long> newest = new HashMap<>();
        for (long index = 0; index < sample.count(); index++) {
            SampleAsset asset = sample.at(index);
            if (asset.partition().assetType().equals(MOVIE)) {
                newest.put(new AssetKey(asset.partition(), asset.assetId()), asset.writtenAtMicros());
            }
        }
        log.forEach(logged -> newest.computeIfPresent(
                logged.operation().key(),
                (key, before) -> Math.max(before, logged.operation().timestampMicros())));
        return newest;
    }

    private static BoundStatement bound(PreparedStatement statement, AssetKey key) {
        return statement
                .bind()
                .setString("type", key.partition().assetType())
                .setString("bucket", key.partition().bucket())
                .setUuid("id", key.assetId());
    }

    private static List<AsyncResultSet> all(List<CompletionStage<AsyncResultSet>> stages) {
        return stages.stream().map(one -> one.toCompletableFuture().join()).toList();
    }
}
