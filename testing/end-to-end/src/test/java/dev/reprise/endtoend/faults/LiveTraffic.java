package dev.reprise.endtoend.faults;

import dev.reprise.workload.livewriter.LiveStore;
import dev.reprise.workload.livewriter.LiveWriter;
import dev.reprise.workload.livewriter.OperationLog;
import dev.reprise.workload.livewriter.ProductionTraffic;
import dev.reprise.workload.livewriter.TrafficMix;
import dev.reprise.workload.livewriter.TrafficRate;
import dev.reprise.workload.livewriter.WriteClock;
import dev.reprise.workload.livewriter.cassandra.CassandraLiveStore;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Three services of production that write the same assets as the job and as each other: one whose clock is right, one
 * five seconds ahead, one five seconds behind. They reach the database directly; only the services under test are cut off.
 *
 * <p>Threading: one thread.
 */
final class LiveTraffic implements AutoCloseable {

    private static final Duration AHEAD = Duration.ofSeconds(5);

    private static final List<Duration> SKEWS = List.of(Duration.ZERO, AHEAD, AHEAD.negated());

    /** Half of the settle time at most: condition C3 of the guarantee. */
    private static final int TWIN_DELAY_MILLIS_MAX = 400;

    private static final int TTL_SECONDS = 3_600;

    private final List<ProductionTraffic> traffic = new ArrayList<>();
    private final List<LiveWriter> writers = new ArrayList<>();

    /** Begins to write. */
    LiveTraffic(FaultPlan plan, SampleAssets sample, RoundJob job, AssetDatabase database, Path logs) {
        LiveStore store = job.live(new CassandraLiveStore(database));
        for (int i = 0; i < SKEWS.size(); i++) {
            Duration skew = SKEWS.get(i);
            // A write of a clock that lags may tie with one of before: only who keeps to C3 writes twins.
            double twins = skew.isZero() ? plan.twins() : 0;
            var mix = new TrafficMix(job.creates(), 0.06, 0.06, twins, TTL_SECONDS)
                    .withRecreates(0.04)
                    .withBackdated(1)
                    .withTwinsLateBy(TWIN_DELAY_MILLIS_MAX);
            var one = new ProductionTraffic(
                    sample,
                    job.release(),
                    new WriteClock(InstantSource.system(), skew),
                    mix,
                    plan.seed() * SKEWS.size() + i);
            var writer = new LiveWriter(
                    store,
                    one,
                    OperationLog.create(logs, "writer-" + i),
                    TrafficRate.perSecond(plan.load().liveOperationsPerSecond()));
            traffic.add(one);
            writers.add(writer);
            writer.start();
        }
    }

    /** Deletes assets next, for good, by the writer whose clock is ahead: no other write is later. */
    void delete(Collection<UUID> assetIds) {
        traffic.forEach(one -> one.leaveAlone(assetIds));
        traffic.get(SKEWS.indexOf(AHEAD)).deleteNext(assetIds);
    }

    /** Rolls production's new release out. */
    void deploy() {
        traffic.forEach(ProductionTraffic::deploy);
    }

    /** Ends the writing and waits for what is under way. */
    @Override
    public void close() {
        writers.forEach(LiveWriter::close);
    }
}
