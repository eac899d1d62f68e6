package dev.reprise.deletion;

import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.async.Cancellation;
import dev.reprise.processor.Applied;
import dev.reprise.processor.Sink;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Bounds how many tombstones this worker leaves in a partition within an hour. What is beyond is refused, which pauses the
 * job. The hour begins with the first delete in the partition, and is told by the moments at which rows were read.
 *
 * <p>Threading: safe for any number of threads. Bound: the last {@link #PARTITIONS_MAX} partitions; one that is forgotten
 * begins anew.
 */
final class TombstoneBudget implements Sink<Asset> {

    private static final int PARTITIONS_MAX = 10_000;

    private static final long HOUR_NANOS = TimeUnit.HOURS.toNanos(1);

    private final Sink<Asset> deletions;
    private final int most;
    private final Map<AssetPartition, Hour> hours = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AssetPartition, Hour> eldest) {
            return size() > PARTITIONS_MAX;
        }
    };

    /**
     * The deletes in one partition.
     *
     * @param beganNanos when the hour began
     * @param rows deleted or being deleted
     */
    private record Hour(long beganNanos, int rows) {}

    TombstoneBudget(Sink<Asset> deletions, int most) {
        this.deletions = deletions;
        this.most = most;
    }

    @Override
    public CompletionStage<List<Applied>> apply(
            AssetPartition partition, List<Asset> rows, long readAtNanos, Cancellation cancellation) {
        int allowed = reserve(partition, rows.size(), readAtNanos);
        List<Applied> refused = Collections.nCopies(rows.size() - allowed, refusal(partition));
        if (allowed == 0) {
            return CompletableFuture.completedFuture(refused);
        }
        return deletions
                .apply(partition, rows.subList(0, allowed), readAtNanos, cancellation)
                .whenComplete((applied, failure) -> {
                    if (failure == null) {
                        giveBack(partition, (int) applied.stream()
                                .filter(one -> !one.equals(Applied.CHANGED))
                                .count());
                    }
                })
                .thenApply(applied -> {
                    List<Applied> all = new ArrayList<>(applied);
                    all.addAll(refused);
                    return all;
                });
    }

    private synchronized int reserve(AssetPartition partition, int wanted, long nowNanos) {
        Hour hour = hours.get(partition);
        if (hour == null || nowNanos - hour.beganNanos() >= HOUR_NANOS) {
            hours.remove(partition);
            hour = new Hour(nowNanos, 0);
        }
        int allowed = Math.min(wanted, most - hour.rows());
        hours.put(partition, new Hour(hour.beganNanos(), hour.rows() + allowed));
        return allowed;
    }

    private synchronized void giveBack(AssetPartition partition, int unused) {
        hours.computeIfPresent(
                partition, (same, hour) -> new Hour(hour.beganNanos(), Math.max(0, hour.rows() - unused)));
    }

    private Applied refusal(AssetPartition partition) {
        return new Applied.Refused(
                "has deleted " + most + " rows of " + partition.assetType() + "/" + partition.bucket()
                        + " within an hour, as many as " + DeleteProvider.TOMBSTONES
                        + " allows; resume the job when the hour is over, or allow more");
    }
}
