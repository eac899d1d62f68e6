package dev.reprise.demo;

import dev.reprise.cli.invocation.FailedException;
import dev.reprise.workload.livewriter.LiveStore;
import dev.reprise.workload.livewriter.LiveWriter;
import dev.reprise.workload.livewriter.OperationLog;
import dev.reprise.workload.livewriter.PayloadFactory;
import dev.reprise.workload.livewriter.ProductionTraffic;
import dev.reprise.workload.livewriter.TrafficMix;
import dev.reprise.workload.livewriter.TrafficRate;
import dev.reprise.workload.livewriter.WriteClock;
import dev.reprise.workload.sample.SampleAssets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Production, which goes on writing while the job runs, and rolls a new release out in the midst of it.
 *
 * <p>Threading: one thread; another may close it.
 */
final class DemoTraffic implements AutoCloseable {

    private static final long SEED = 1;
    private static final String WRITER = "production";

    private final ProductionTraffic traffic;
    private final LiveWriter writer;
    private boolean deployed;
    private boolean closed;

    private DemoTraffic(ProductionTraffic traffic, LiveWriter writer) {
        this.traffic = traffic;
        this.writer = writer;
    }

    /**
     * What the traffic goes to.
     *
     * @param store where it writes
     * @param sample assets that are written
     * @param logs folder of the operation log
     */
    record Place(LiveStore store, SampleAssets sample, Path logs) {}

    /** Begins to write. */
    static DemoTraffic start(Place place, PayloadFactory newRelease, int operationsPerSecond, InstantSource clock) {
        var traffic = new ProductionTraffic(
                place.sample(), newRelease, new WriteClock(clock, Duration.ZERO), TrafficMix.ORDINARY, SEED);
        var writer = new LiveWriter(
                place.store(),
                traffic,
                OperationLog.create(place.logs(), WRITER),
                TrafficRate.perSecond(operationsPerSecond));
        writer.start();
        return new DemoTraffic(traffic, writer);
    }

    /** Rolls the new release out; once only. */
    synchronized boolean deploy() {
        boolean first = !deployed;
        deployed = true;
        if (first) {
            traffic.deploy();
        }
        return first;
    }

    /** Returns how many operations were sent. */
    long sent() {
        return writer.totals().sent();
    }

    /**
     * Ends the writing and waits for what is under way.
     *
     * @throws FailedException if the log of operations cannot be relied on
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            writer.close();
        } catch (IllegalStateException failed) {
            throw new FailedException(String.valueOf(failed.getMessage()), failed);
        }
    }
}
