package dev.reprise.idproducer.emit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.reprise.assets.BucketFromId;
import dev.reprise.assets.BucketPattern;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobBrief;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.idproducer.query.NoQueryIndex;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Jobs that run at once share what the workers can take, however large they are and wherever their slices lie. */
class FairnessTest {

    private static final int ALLOWED = 200;

    private final FakeIndex index = new FakeIndex();
    private final IdSources sources = new IdSources(
            index, new BucketFromId(BucketPattern.of("yyyy-MM")), new NoQueryIndex(), EmitterFixture.READS);
    private final RecordedOutput output = new RecordedOutput();
    private final Map<String, Job> jobs = new HashMap<>();
    private final Backlog backlog = new Backlog(new Backlog.Bounds(Duration.ofSeconds(1), ALLOWED, ALLOWED));
    private final List<Emitter> tasks = new ArrayList<>();
    private long nanos;

    private Emitter task() {
        var task = new Emitter(
                new Pages(sources, 100),
                FakePipeline.NO_SYNCHRONOUS_JOBS,
                backlog,
                id -> Optional.ofNullable(jobs.get(id)).map(JobBrief::of),
                () -> nanos,
                output);
        tasks.add(task);
        return task;
    }

    private void job(String id) {
        var request = new Request.Submit(
                id,
                new Selector.ByType(List.of("movie"), null, null, null),
                new ProcessorSpec("migrate", Map.of("toVersion", IntNode.valueOf(2))),
                Mode.RUN,
                Limits.NONE,
                false,
                null,
                null);
        jobs.put(
                id,
                new Job(
                        id,
                        JobStatus.RUNNING,
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
                        1));
    }

    private void slices(Emitter task, String job, int count, int idsInEach) {
        for (int i = 0; i < count; i++) {
            String bucket = job + "-" + i;
            index.sizes.put(bucket, idsInEach);
            task.hold(SliceCursor.begin(new Slice(job, 1, Slice.Kind.EMIT, "movie", bucket, null, null, null)));
        }
    }

    /** All tasks look around, one after the other as in one thread; the workers finish all before each measurement. */
    private void run(int measurements) {
        for (int i = 0; i < measurements; i++) {
            backlog.measured(0, 0, nanos);
            for (int look = 0; look < 15; look++) {
                nanos += Duration.ofMillis(20).toNanos();
                tasks.forEach(Emitter::tick);
            }
        }
    }

    private Map<String, Long> emittedByJob() {
        return output.events.stream().collect(Collectors.groupingBy(AssetEvent::job, Collectors.counting()));
    }

    @Test
    void should_finish_a_small_job_in_its_share_of_the_time_when_a_big_one_was_there_first() {
        Emitter task = task();
        job("big");
        job("small");
        slices(task, "big", 10_000, 100);
        slices(task, "small", 3, 100);

        // The 300 events of the small job at half of 200 each time, and one measurement to learn who asks.
        run(5);

        assertThat(emittedByJob()).containsEntry("small", 300L);
        assertThat(emittedByJob().get("big")).as("nothing is wasted").isGreaterThanOrEqualTo(600);
    }

    @Test
    void should_serve_every_task_when_the_first_could_take_all() {
        Emitter first = task();
        Emitter last = task();
        job("big");
        job("small");
        slices(first, "big", 1_000, 100);
        slices(last, "small", 3, 100);

        run(8);

        assertThat(emittedByJob()).containsEntry("small", 300L);
    }

    @Test
    void should_let_all_of_fifty_jobs_make_progress() {
        Emitter task = task();
        for (int i = 0; i < 50; i++) {
            job("job-" + i);
            slices(task, "job-" + i, 5, 100);
        }

        run(10);

        assertThat(emittedByJob()).hasSize(50);
        assertThat(emittedByJob().values()).allMatch(events -> events >= 20);
    }
}
