package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pending;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.common.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of a job that is over little is kept, and later requests are judged as if it were the whole. */
class ClosedJobsTest extends CoordinatorFixture {

    /** Id, digest, state, counts and types of any job. */
    private static final int CLOSED_BYTES_MAX = 512;

    private static Request.Submit ofIds(String job, int from, int ids, String reason) {
        List<UUID> named = IntStream.range(from, from + ids)
                .mapToObj(number -> new UUID(0x1000L + ((long) number << 32), number))
                .toList();
        return new Request.Submit(
                job,
                new Selector.ByIds("movie", named, null),
                new ProcessorSpec("migrate", Map.of("toVersion", IntNode.valueOf(2))),
                Mode.RUN,
                Limits.NONE,
                false,
                "ana",
                reason);
    }

    private void end(Request.Submit submit) {
        post(submit);
        post(new Request.Cancel(submit.job(), null, null));
        clock.forward(Duration.ofSeconds(11));
        coordinator.tick();
    }

    @Test
    void should_store_little_of_a_closed_job_and_publish_it_whole() {
        Request.Submit submit = ofIds("job-1", 0, Selector.IDS_MAX, "because");

        end(submit);

        StoredJob stored = output.saved.get("job-1");
        assertThat(stored).isInstanceOf(ClosedJob.class);
        assertThat(Json.bytes(stored)).hasSizeLessThan(CLOSED_BYTES_MAX);
        assertThat(output.last().request()).isEqualTo(submit);
        assertThat(output.last().ledgerClosed()).isTrue();
    }

    @Test
    void should_judge_requests_by_a_closed_job_after_a_restart() {
        end(submit("job-1", "movie", new Limits(500, null, 0.5)));
        restart();

        post(submit("job-1", "movie", new Limits(500, null, 0.50)));
        assertThat(output.rejections).as("the same again").isEmpty();

        post(submit("job-1", "movie", new Limits(501, null, 0.5)));
        post(new Request.Pause("job-1", null, null));
        assertThat(output.rejections).hasSize(2);
        assertThat(output.rejections.get(0).get(0)).contains("exists with another content");
        assertThat(output.rejections.get(1).get(0)).isEqualTo("job 'job-1' is CANCELLED, which is final");

        Request.Submit like = submit("again", "movie", Limits.NONE);
        var redrive = new Selector.DeadLettersOf("job-1", null, null);
        post(new Request.Submit("again", redrive, like.processor(), Mode.RUN, Limits.NONE, false, null, null));
        assertThat(output.rejections).hasSize(2);
        assertThat(output.last().pinned().pending()).isEqualTo(Map.of("movie", new Pending.BelowVersion(2)));
    }

    @Test
    void should_know_the_same_request_of_an_open_job_although_it_was_throttled() {
        twoBuckets();
        post(submit("job-1", "movie", new Limits(500, null, null)));
        post(new Request.Throttle("job-1", 7, null, null));
        restart();

        post(submit("job-1", "movie", new Limits(500, null, null)));
        post(submit("job-1", "movie", new Limits(7, null, null)));

        assertThat(output.rejections).hasSize(1);
    }

    @Test
    void should_read_what_an_older_release_has_stored() {
        twoBuckets();
        post(submit("job-1", "movie", new Limits(500, null, null)));
        ObjectNode older = Json.mapper().valueToTree(output.saved.get("job-1"));
        older.remove(List.of("digest", "ledger"));
        older.set("submitted", older.get("request"));
        ObjectNode closed = older.deepCopy();
        closed.set(
                "phase",
                Json.mapper()
                        .valueToTree(new Phase.Planning(Scan.FIRST, clock.instant())
                                .end(JobStatus.CANCELLED, 0, clock.instant())));
        closed.set("finalCounts", Json.mapper().valueToTree(new Counts(3, 3, 0, 0, 0, 0)));

        coordinator = coordinator();
        coordinator.restore(Json.read(Json.bytes(older), StoredJob.class));
        post(submit("job-1", "movie", new Limits(500, null, null)));
        assertThat(output.rejections).isEmpty();
        coordinator = coordinator();
        coordinator.restore(Json.read(Json.bytes(closed), StoredJob.class));
        post(submit("job-1", "movie", new Limits(500, null, null)));
        assertThat(output.rejections).isEmpty();

        StoredJob small = output.saved.get("job-1");
        assertThat(small).isInstanceOf(ClosedJob.class);
        assertThat(((ClosedJob) small).counts()).isEqualTo(new Counts(3, 3, 0, 0, 0, 0));
    }

    @Test
    void should_keep_ten_thousand_jobs_in_a_few_megabytes() {
        long before = usedBytes();
        for (int job = 0; job < 10_000; job++) {
            int ids = job % 100 == 0 ? Selector.IDS_MAX : 1;
            Request.Submit submit = ofIds("job-" + job, job * 10_000, ids, "r".repeat(1_000));
            post(submit);
            post(new Request.Cancel(submit.job(), null, "c".repeat(1_000)));
            if (job % 100 == 0 || job % 100 == 99) {
                clock.forward(Duration.ofSeconds(11));
                coordinator.tick();
            }
            // What left through the output is not the coordinator's memory.
            output.published.clear();
            output.story.clear();
            assertThat(output.rejections).isEmpty();
        }

        long grown = usedBytes() - before;

        assertThat(output.saved.values()).hasSize(10_000).allMatch(ClosedJob.class::isInstance);
        // What is stored is counted in; the requests alone were above 400 MB as they were posted.
        assertThat(grown).isLessThan(20_000_000);
    }

    /** A garbage collection that was asked for need not be the last one that finds something. */
    private static long usedBytes() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            used = Math.min(
                    used,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        }
        return used;
    }
}
