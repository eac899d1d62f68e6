package dev.reprise.idproducer.jobs;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.reprise.assets.BucketPattern;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Progress;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Rejection;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.common.topic.EventQueue;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.plan.ProcessorResolver;
import dev.reprise.idproducer.plan.SlicePlanner;
import dev.reprise.idproducer.production.HandClock;
import dev.reprise.idproducer.production.Production;
import dev.reprise.idproducer.production.ProductionTerms;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Resolution;
import dev.reprise.service.config.ProcessorLimits;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A coordinator whose clock, database and stored state are the test's. */
abstract class CoordinatorFixture {

    static final CoordinatorSettings SETTINGS = new CoordinatorSettings(
            2,
            Duration.ofSeconds(2),
            Duration.ofMillis(500),
            Duration.ofMinutes(1),
            ProcessorLimits.NONE,
            ProductionTerms.NONE);

    static final ProcessorResolver PROCESSORS = (submit, types, jobs, tables) -> {
        Map<String, Pending> pending = new TreeMap<>();
        if (types instanceof AssetTypes.Named named) {
            named.names().forEach(type -> pending.put(type, new Pending.BelowVersion(2)));
        }
        return new Resolution.Accepted(new Pinned(submit.processor(), Map.of("movie/V2__x", "abc"), pending));
    };

    final HandClock clock = new HandClock();
    final FakeIndex index = new FakeIndex();
    final RecordedOutput output = new RecordedOutput();
    final Map<String, Progress> totals = new HashMap<>();
    Production production = Production.UNWATCHED;
    long lag;
    long processed;
    private long measurements;
    Coordinator coordinator = coordinator();

    Coordinator coordinator() {
        return coordinator(SETTINGS);
    }

    Coordinator coordinator(CoordinatorSettings settings) {
        return new Coordinator(
                settings, new SlicePlanner(index, BucketPattern.of("yyyy-MM")), affinityKey -> 0, output);
    }

    Moment moment() {
        return new Moment(clock.instant(), queue(), production);
    }

    /** One partition, measured anew by each look: what lags is not processed. */
    EventQueue queue() {
        measurements++;
        return new EventQueue(measurements, Map.of(0, new EventQueue.Place(processed, processed + lag)));
    }

    static Request.Submit submit(String job, String type, Limits limits) {
        return new Request.Submit(
                job,
                new Selector.ByType(List.of(type), null, null, null),
                new ProcessorSpec("migrate", Map.of("toVersion", IntNode.valueOf(2))),
                Mode.RUN,
                limits,
                false,
                "ana",
                "because");
    }

    final void post(Request request) {
        var posted = new PostedRequest(null, new byte[] {1}, new Rejection.Position("reprocess-requests", 0, 7), 1_000);
        new JobCommandHandler(coordinator, PROCESSORS, output).handle(request, posted, moment());
    }

    final void tick() {
        coordinator.tick(moment());
        clock.forward(Duration.ofSeconds(3));
        coordinator.tick(moment());
        coordinator.tick(moment());
    }

    final void report(Progress progress) {
        coordinator.progress(totals.put(progress.key(), progress), progress, moment());
    }

    final void sliceDone(int number, long emitted, long below) {
        report(Progress.ofSlice(output.slices.get(number), emitted, below, true));
    }

    final void worker(Counts counts) {
        report(Progress.ofWorker("job-1", 3, counts, 0));
    }

    final void twoBuckets() {
        index.partitions.add(new AssetPartition("movie", "2024-01"));
        index.partitions.add(new AssetPartition("movie", "2024-02"));
    }

    final @Nullable String message() {
        return output.last().message();
    }

    /** As after a crash: all that is left is what was stored, through its wire format. */
    final void restart() {
        coordinator = coordinator();
        output.saved
                .values()
                .forEach(job -> coordinator.restore(Json.read(Json.bytes(job), StoredJob.class), moment()));
        totals.values().forEach(one -> coordinator.restore(Json.read(Json.bytes(one), Progress.class)));
    }
}
