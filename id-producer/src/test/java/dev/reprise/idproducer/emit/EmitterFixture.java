package dev.reprise.idproducer.emit;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.reprise.assets.BucketFromId;
import dev.reprise.assets.BucketPattern;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobBrief;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.idproducer.query.NoQueryIndex;
import dev.reprise.idproducer.read.GuardedReads;
import dev.reprise.service.config.ProcessorLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An emitter over an index that is made up, in a time that passes by ticks. */
abstract class EmitterFixture {

    static final int PAGE = 10;

    /** What a person must fix is a {@code SecurityException} here, and what can never be read an illegal argument. */
    static final GuardedReads READS = new GuardedReads(failure -> failure instanceof SecurityException
            ? RemoteError.FATAL
            : failure instanceof IllegalArgumentException ? RemoteError.POISON : RemoteError.RETRYABLE);

    final FakeIndex index = new FakeIndex();
    final IdSources sources =
            new IdSources(index, new BucketFromId(BucketPattern.of("yyyy-MM")), new NoQueryIndex(), READS);
    final RecordedOutput output = new RecordedOutput();
    final Map<String, Job> jobs = new HashMap<>();
    final Backlog backlog = new Backlog(new Backlog.Bounds(Duration.ofSeconds(1), 1_000, 1_000));
    final FakePipeline pipeline = new FakePipeline();
    final InPlace inPlace = new InPlace(pipeline, READS, 4, ProcessorLimits.NONE);
    long nanos;
    Emitter emitter = emitter();

    final Emitter emitter() {
        return new Emitter(
                new Pages(sources, PAGE),
                inPlace,
                backlog,
                id -> Optional.ofNullable(jobs.get(id)).map(JobBrief::of),
                () -> nanos,
                output);
    }

    final void job(String id, JobStatus state, @Nullable Integer rate, int emitters) {
        job(id, state, rate, emitters, Mode.RUN);
    }

    final void job(String id, JobStatus state, @Nullable Integer rate, int emitters, Mode mode) {
        var request = new Request.Submit(
                id,
                new Selector.ByType(List.of("movie"), null, null, null),
                new ProcessorSpec("migrate", Map.of("toVersion", IntNode.valueOf(2))),
                mode,
                new Limits(rate, null, null),
                false,
                null,
                null);
        jobs.put(
                id,
                new Job(
                        id,
                        state,
                        request,
                        new Job.Slices(1, 0),
                        Counts.ZERO,
                        1,
                        null,
                        Instant.EPOCH,
                        Instant.EPOCH,
                        null,
                        null,
                        new Pinned(request.processor(), Map.of(), Map.of()),
                        emitters));
    }

    static Slice slice(String job, String bucket, Slice.Kind kind) {
        return new Slice(
                job,
                1,
                kind,
                "movie",
                bucket,
                null,
                null,
                kind == Slice.Kind.EMIT ? null : new Pending.BelowVersion(2));
    }

    final void tick(int times) {
        for (int i = 0; i < times; i++) {
            nanos += Duration.ofMillis(20).toNanos();
            emitter.tick();
        }
    }

    final void measure(long lag) {
        backlog.measured(lag, 0, nanos);
    }
}
