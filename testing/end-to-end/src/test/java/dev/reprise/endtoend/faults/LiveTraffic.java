package dev.reprise.endtoend.faults;

import dev.reprise.demo.NewRelease;
import dev.reprise.workload.livewriter.LiveStore;
import dev.reprise.workload.livewriter.LiveWriter;
import dev.reprise.workload.livewriter.OperationLog;
import dev.reprise.workload.livewriter.ProductionTraffic;
import dev.reprise.workload.livewriter.TrafficMix;
import dev.reprise.workload.livewriter.TrafficRate;
import dev.reprise.workload.livewriter.WriteClock;
import dev.reprise.workload.sample.SampleAssets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Three services of production that write the same assets as the job and as each other: one whose clock is right, one
 * five seconds ahead, one five seconds behind. They reach the database directly; only the services under test are cut off.
 *
 * <p>Threading: one thread.
 */
final class LiveTraffic implements AutoCloseable {

    private static final List<Duration> SKEWS = List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(-5));

    /** Half of the settle time at most: condition C3 of the guarantee. */
    private static final int TWIN_DELAY_MILLIS_MAX = 400;

    private static final int TTL_SECONDS = 3_600;

    private final List<ProductionTraffic> traffic = new ArrayList<>();
    private final List<LiveWriter> writers = new ArrayList<>();

    /** Begins to write. */
    LiveTraffic(FaultPlan plan, SampleAssets sample, NewRelease release, LiveStore store, Path logs) {
        for (int i = 0; i < SKEWS.size(); i++) {
            Duration skew = SKEWS.get(i);
            // A write of a clock that lags may tie with one of before: only who keeps to C3 writes twins.
            double twins = skew.isZero() ? plan.twins() : 0;
            var mix = new TrafficMix(0.05, 0.06, 0.06, twins, TTL_SECONDS)
                    .withRecreates(0.04)
                    .withBackdated(1)
                    .withTwinsLateBy(TWIN_DELAY_MILLIS_MAX);
            var one = new ProductionTraffic(
                    sample, release, new WriteClock(InstantSource.system(), skew), mix, plan.seed() * SKEWS.size() + i);
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

    /** Rolls the release out that writes the version the job migrates to. */
    void deploy() {
        traffic.forEach(ProductionTraffic::deploy);
    }

    /** Ends the writing and waits for what is under way. */
    @Override
    public void close() {
        writers.forEach(LiveWriter::close);
    }
}
