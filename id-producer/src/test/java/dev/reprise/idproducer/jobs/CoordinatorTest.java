package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.BucketPattern;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Rejection;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.plan.Processors;
import dev.reprise.idproducer.plan.ResolvedProcessor;
import dev.reprise.idproducer.plan.SlicePlanner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CoordinatorTest {

    private static final CoordinatorSettings SETTINGS =
            new CoordinatorSettings(2, Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofMinutes(1));

    /** Goes on when the test says so. */
    private static final class Hand extends Clock {
        private Instant now = Instant.parse("2024-06-01T00:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        void forward(Duration by) {
            now = now.plus(by);
        }
    }

    private static final Processors PROCESSORS = new Processors() {
        @Override
        public List<String> problems(Request.Submit submit) {
            return List.of();
        }

        @Override
        public ResolvedProcessor resolve(Request.Submit submit) {
            Map<String, Integer> targets = new TreeMap<>();
            submit.selector().types().forEach(type -> targets.put(type, 2));
            return ResolvedProcessor.of(submit.processor(), Map.of("movie/V2__x", "abc"), targets);
        }
    };

    private final Hand clock = new Hand();
    private final FakeIndex index = new FakeIndex();
    private final RecordedOutput output = new RecordedOutput();
    private final Map<String, Progress> totals = new HashMap<>();
    private long lag;
    private Coordinator coordinator = coordinator();

    private Coordinator coordinator() {
        return new Coordinator(
                SETTINGS, new SlicePlanner(index, BucketPattern.of("yyyy-MM")), place -> 0, () -> lag, clock, output);
    }

    private static Request.Submit submit(String job, String type, Limits limits) {
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

    private void post(Request request) {
        var posted = new PostedRequest(null, new byte[] {1}, new Rejection.Position("reprocess-requests", 0, 7));
        new RequestDesk(coordinator, PROCESSORS, clock, output).handle(request, posted);
    }

    private void tick() {
        coordinator.tick();
        clock.forward(Duration.ofSeconds(3));
        coordinator.tick();
        coordinator.tick();
    }

    private void report(Progress progress) {
        coordinator.progress(totals.put(progress.key(), progress), progress);
    }

    private void sliceDone(int number, long emitted, long below) {
        report(Progress.ofSlice(output.slices.get(number), emitted, below, true));
    }

    private void worker(Counts counts) {
        report(Progress.ofWorker("job-1", 3, counts, 0));
    }

    private void twoBuckets() {
        index.partitions.add(new AssetPartition("movie", "2024-01"));
        index.partitions.add(new AssetPartition("movie", "2024-02"));
    }

    private @Nullable String message() {
        return output.last().message();
    }

    @Test
    void should_complete_when_a_verification_finds_nothing() {
        twoBuckets();
        post(submit("job-1", "movie", Limits.NONE));
        tick();
        assertThat(output.slices).hasSize(2).allMatch(slice -> slice.kind() == Slice.Kind.EMIT);
        sliceDone(0, 10, 0);
        sliceDone(1, 5, 0);
        worker(new Counts(0, 14, 1, 0, 0, 0));
        tick();
        assertThat(output.slices.subList(2, 4)).allMatch(slice -> slice.kind() == Slice.Kind.VERIFY);
        sliceDone(2, 0, 0);
        sliceDone(3, 0, 0);
        tick();

        assertThat(output.states())
                .containsExactly(JobStatus.PLANNING, JobStatus.RUNNING, JobStatus.VERIFYING, JobStatus.COMPLETED);
        assertThat(output.last().counts()).isEqualTo(new Counts(15, 14, 1, 0, 0, 0));
        assertThat(output.last().belowTarget()).isZero();
        assertThat(output.last().endedAt()).isNotNull();
        assertThat(output.forgotten).containsExactly("job-1");
    }

    @Test
    void should_complete_when_the_selection_is_empty() {
        post(submit("job-1", "movie", Limits.NONE));
        tick();
        tick();
        tick();

        assertThat(output.last().state()).isEqualTo(JobStatus.COMPLETED);
        assertThat(output.last().counts()).isEqualTo(Counts.ZERO);
    }

    @Test
    void should_wait_for_missing_outcomes_and_dead_letters_before_a_round_is_over() {
        twoBuckets();
        post(submit("job-1", "movie", Limits.NONE));
        tick();
        sliceDone(0, 10, 0);
        sliceDone(1, 0, 0);
        worker(new Counts(0, 8, 0, 0, 0, 1));
        tick();
        assertThat(output.slices).as("one outcome is missing").hasSize(2);

        worker(new Counts(0, 9, 0, 0, 0, 1));
        tick();
        assertThat(output.slices).as("the dead letter is not noted yet").hasSize(2);

        report(Progress.ofIndex("job-1", 1, 1));
        tick();
        assertThat(output.slices).hasSize(4);
    }

    @Test
    void should_count_and_list_what_is_left_when_the_rounds_are_used_up() {
        index.partitions.add(new AssetPartition("movie", "2024-01"));
        post(submit("job-1", "movie", Limits.NONE));
        tick();
        sliceDone(0, 10, 0);
        worker(new Counts(0, 8, 0, 2, 0, 0));
        tick();
        sliceDone(1, 2, 2);
        worker(new Counts(0, 8, 0, 4, 0, 0));
        tick();
        assertThat(output.slices.get(2).kind()).isEqualTo(Slice.Kind.COUNT);
        sliceDone(2, 0, 2);
        tick();

        assertThat(output.last().state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
        assertThat(output.last().belowTarget()).isEqualTo(2);
        assertThat(output.last().counts()).isEqualTo(new Counts(12, 8, 0, 4, 0, 0));
        assertThat(message()).contains("2 rows are still below the target");
    }

    @Test
    void should_wait_for_rows_to_settle_when_some_were_overtaken() {
        index.partitions.add(new AssetPartition("movie", "2024-01"));
        post(submit("job-1", "movie", Limits.NONE));
        coordinator.tick();
        coordinator.tick();
        sliceDone(0, 1, 0);
        worker(new Counts(0, 0, 0, 1, 0, 0));

        coordinator.tick();
        clock.forward(Duration.ofMillis(1900));
        coordinator.tick();
        coordinator.tick();
        assertThat(output.slices).hasSize(1);
        clock.forward(Duration.ofMillis(200));
        coordinator.tick();
        coordinator.tick();

        assertThat(output.slices).hasSize(2);
    }

    @Test
    void should_fail_with_the_numbers_when_the_ledger_does_not_close() {
        index.partitions.add(new AssetPartition("movie", "2024-01"));
        post(submit("job-1", "movie", Limits.NONE));
        tick();
        sliceDone(0, 10, 0);
        worker(new Counts(0, 9, 0, 0, 0, 0));
        lag = 1;
        clock.forward(Duration.ofMinutes(2));
        coordinator.tick();
        assertThat(output.last().state()).as("workers are still busy").isEqualTo(JobStatus.RUNNING);

        lag = 0;
        coordinator.tick();
        clock.forward(Duration.ofSeconds(59));
        coordinator.tick();
        assertThat(output.last().state()).as("silence begins with the last lag").isEqualTo(JobStatus.RUNNING);

        clock.forward(Duration.ofSeconds(2));
        coordinator.tick();

        assertThat(output.last().state()).isEqualTo(JobStatus.FAILED);
        assertThat(message()).contains("emitted=10").contains("migrated=9");
    }

    @Test
    void should_go_on_where_it_was_when_restarted_at_any_point() {
        twoBuckets();
        post(submit("job-1", "movie", Limits.NONE));
        restart();
        tick();
        sliceDone(0, 10, 0);
        restart();
        sliceDone(1, 5, 0);
        worker(new Counts(0, 15, 0, 0, 0, 0));
        restart();
        tick();
        sliceDone(2, 0, 0);
        restart();
        sliceDone(3, 0, 0);
        restart();
        tick();

        assertThat(output.last().state()).isEqualTo(JobStatus.COMPLETED);
        assertThat(output.last().counts()).isEqualTo(new Counts(15, 15, 0, 0, 0, 0));
        assertThat(output.slices).hasSize(4);
    }

    /** As after a crash: all that is left is what was stored, through its wire format. */
    private void restart() {
        coordinator = coordinator();
        output.saved.values().forEach(job -> coordinator.restore(Json.read(Json.bytes(job), JobRecord.class)));
        totals.values().forEach(one -> coordinator.progress(null, Json.read(Json.bytes(one), Progress.class)));
    }

    @Test
    void should_try_to_plan_again_when_the_database_is_away() {
        twoBuckets();
        index.away = new IllegalStateException("no node");
        post(submit("job-1", "movie", Limits.NONE));
        tick();
        assertThat(output.last().state()).isEqualTo(JobStatus.PLANNING);
        assertThat(message()).contains("no node");

        index.away = null;
        tick();
        tick();

        assertThat(output.last().state()).isEqualTo(JobStatus.RUNNING);
        assertThat(message()).isNull();
    }

    @Test
    void should_do_nothing_when_the_same_request_comes_again() {
        post(submit("job-1", "movie", Limits.NONE));
        int published = output.published.size();

        post(submit("job-1", "movie", Limits.NONE));

        assertThat(output.published).hasSize(published);
        assertThat(output.rejections).isEmpty();
    }

    @Test
    void should_refuse_when_a_job_id_is_used_again_with_another_content() {
        post(submit("job-1", "movie", Limits.NONE));

        post(submit("job-1", "poster", Limits.NONE));

        assertThat(output.rejections).hasSize(1);
        assertThat(output.rejections.get(0).get(0)).contains("exists with another content");
    }

    @Test
    void should_refuse_a_second_writer_of_a_type_until_the_first_is_over() {
        post(submit("job-1", "movie", Limits.NONE));

        post(submit("job-2", "movie", Limits.NONE));
        post(submit("job-3", "poster", Limits.NONE));
        assertThat(output.rejections).hasSize(1);
        assertThat(output.rejections.get(0).get(0)).contains("job-1").contains("may write the same assets");

        post(new Request.Cancel("job-1", null, null));
        post(submit("job-2", "movie", Limits.NONE));
        assertThat(output.rejections).as("what it had in flight may still be written").hasSize(2);

        clock.forward(Duration.ofSeconds(11));
        coordinator.tick();
        post(submit("job-2", "movie", Limits.NONE));
        assertThat(output.rejections).hasSize(2);
        assertThat(output.saved).containsKey("job-2");
    }

    @Test
    void should_pause_and_resume_where_the_job_was() {
        twoBuckets();
        post(submit("job-1", "movie", Limits.NONE));
        tick();

        post(new Request.Pause("job-1", "bob", "too hot"));
        assertThat(output.last().state()).isEqualTo(JobStatus.PAUSED);
        assertThat(message()).isEqualTo("paused by bob: too hot");
        assertThat(output.last().slices().planned()).isEqualTo(2);

        post(new Request.Resume("job-1", null, null));
        assertThat(output.last().state()).isEqualTo(JobStatus.RUNNING);
        post(new Request.Resume("job-1", null, null));
        assertThat(output.rejections).hasSize(1);
    }

    @Test
    void should_pause_when_the_error_budget_is_exceeded() {
        twoBuckets();
        post(submit("job-1", "movie", new Limits(null, 3L, null)));
        tick();
        worker(new Counts(0, 0, 0, 0, 0, 3));
        tick();
        assertThat(output.last().state()).isEqualTo(JobStatus.RUNNING);

        worker(new Counts(0, 0, 0, 0, 0, 4));
        tick();

        assertThat(output.last().state()).isEqualTo(JobStatus.PAUSED);
        assertThat(message()).contains("4 failed, more than maxFailures 3");
        post(new Request.Resume("job-1", null, null));
        worker(new Counts(0, 1, 0, 0, 0, 7));
        tick();
        assertThat(output.last().state()).as("what had failed is forgiven").isEqualTo(JobStatus.RUNNING);
        worker(new Counts(0, 1, 0, 0, 0, 8));
        tick();
        assertThat(output.last().state()).isEqualTo(JobStatus.PAUSED);
    }

    @Test
    void should_close_the_ledger_of_a_cancelled_job_over_what_was_dropped() {
        twoBuckets();
        post(submit("job-1", "movie", Limits.NONE));
        tick();
        sliceDone(0, 10, 0);
        worker(new Counts(0, 4, 0, 0, 0, 0));
        post(new Request.Cancel("job-1", "bob", null));
        assertThat(output.last().state()).isEqualTo(JobStatus.CANCELLED);

        report(Progress.ofWorker("job-1", 3, new Counts(0, 4, 0, 0, 0, 0), 6));
        clock.forward(Duration.ofSeconds(11));
        coordinator.tick();

        assertThat(output.last().counts()).isEqualTo(new Counts(4, 4, 0, 0, 0, 0));
        assertThat(output.forgotten).containsExactly("job-1");
    }

    @Test
    void should_refuse_commands_that_cannot_be_done() {
        post(new Request.Pause("no-such-job", null, null));
        post(submit("job-1", "movie", Limits.NONE));
        post(new Request.Cancel("job-1", null, null));
        post(new Request.Throttle("job-1", 5, null, null));

        assertThat(output.rejections)
                .containsExactly(
                        List.of("there is no job 'no-such-job'"), List.of("job 'job-1' is over; its state is final"));
    }

    @Test
    void should_publish_the_new_rate_when_throttled() {
        post(submit("job-1", "movie", Limits.NONE));

        post(new Request.Throttle("job-1", 5, null, null));

        assertThat(output.last().eventsPerSecond()).isEqualTo(5);
        post(submit("job-1", "movie", Limits.NONE));
        assertThat(output.rejections)
                .as("the request is still the one that was posted")
                .isEmpty();
    }
}
