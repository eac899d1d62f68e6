package dev.reprise.pipeline.boot;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.job.JobBrief;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.request.Mode;
import dev.reprise.pipeline.JobPipeline;
import dev.reprise.pipeline.RowsInFlight;
import dev.reprise.pipeline.result.Result;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.Example;
import dev.reprise.processor.Processors;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the examples of all processors through a pipeline of its own, over rows in memory, until the JVM has compiled what
 * they need. So a worker that is started since there is much to do is fast from its first events on.
 *
 * <p>Threading: one thread runs it, and waits meanwhile.
 */
public final class WarmUp {

    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

    private static final String JOB = "warm-up";

    /** One is decided while another is read or written. */
    private static final int GROUPS_AT_ONCE = 2;

    private static final Result CHANGED = new Result.Done(Outcome.CHANGED, true);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);

    /** Compilers that take less than this part of one processor have done the most. */
    private static final double COMPILERS_REST = 0.1;

    private final PipelineMaker maker;
    private final LongSupplier compilerMillis;

    /**
     * Prepares it.
     *
     * @param maker makes a pipeline like the one that is to be fast; where it decides is not used
     * @param compilerMillis how long the compilers of this JVM have worked so far
     */
    public WarmUp(PipelineMaker maker, LongSupplier compilerMillis) {
        this.maker = maker;
        this.compilerMillis = compilerMillis;
    }

    /** The rows of one example. */
    private record Group(JobBrief job, List<byte[]> events) {}

    /**
     * Warms up.
     *
     * @param most how long at most
     * @return how many rows were changed
     * @throws InterruptedException if the service is being stopped
     */
    public int run(Duration most) throws InterruptedException {
        List<AssetProcessor<?>> shown = maker.processors().all().stream()
                .filter(one -> !one.examples().isEmpty())
                .toList();
        List<Example> examples = shown.stream()
                .flatMap(processor -> processor.examples().stream())
                .toList();
        if (examples.isEmpty() || most.isZero()) {
            return 0;
        }
        // Threads of its own: rows that are slow since nothing is compiled say nothing about a processor.
        try (var threads = new PipelineThreads(maker.settings().decisions())) {
            JobPipeline pipeline = new PipelineMaker(
                            maker.settings(),
                            Processors.of(shown),
                            maker.environment().decidingIn(threads.decisions()),
                            maker.classifier())
                    .over(ExampleRows.stores(examples), RowsInFlight.UNWATCHED);
            return repeat(pipeline, groups(examples), most);
        }
    }

    private int repeat(JobPipeline pipeline, List<Group> groups, Duration most) throws InterruptedException {
        LongSupplier nanoTime = maker.environment().nanoTime();
        var changed = new AtomicInteger();
        var room = new Semaphore(GROUPS_AT_ONCE);
        var cancellation = new Cancellation();
        long begun = nanoTime.getAsLong();
        long looked = begun;
        long compiled = compilerMillis.getAsLong();
        for (int next = 0; room.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS); next++) {
            long now = nanoTime.getAsLong();
            if (now - looked >= LOOK_EVERY.toNanos()) {
                long before = compiled;
                compiled = compilerMillis.getAsLong();
                looked = now;
                if (compiled - before < COMPILERS_REST * LOOK_EVERY.toMillis() || now - begun >= most.toNanos()) {
                    break;
                }
            }
            Group group = groups.get(next % groups.size());
            List<AssetEvent> events =
                    group.events().stream().map(AssetEventFormat::read).toList();
            pipeline.process(group.job(), events, cancellation).whenComplete((results, failure) -> {
                if (results != null) {
                    changed.addAndGet(Collections.frequency(results, CHANGED));
                }
                room.release();
            });
        }
        cancellation.cancel();
        long took = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - begun);
        LOG.info("event=warmed-up rows={} ms={}", changed, took);
        return changed.get();
    }

    private List<Group> groups(List<Example> examples) {
        Instant now = maker.environment().clock().instant();
        return IntStream.range(0, examples.size())
                .mapToObj(i -> group(examples.get(i), Integer.toString(i), now))
                .toList();
    }

    private Group group(Example example, String bucket, Instant now) {
        var terms = new JobBrief.Terms(Mode.RUN, true, null, 1, null, example.pinned(), now, null);
        List<byte[]> events = IntStream.range(0, maker.settings().group().rowsMax())
                .mapToObj(i -> new AssetEvent(JOB, example.assetType(), bucket, timeBased(i)))
                .map(AssetEventFormat::bytes)
                .toList();
        return new Group(new JobBrief(JOB, JobStatus.RUNNING, false, terms), events);
    }

    /** Version 1 and its variant, and nothing else: no row has such an id. */
    private static UUID timeBased(int number) {
        return new UUID(0x1000L, 0x8000_0000_0000_0000L | number);
    }
}
