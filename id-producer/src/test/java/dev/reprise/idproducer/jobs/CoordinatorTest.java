package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.plan.Plan;
import dev.reprise.idproducer.plan.Planner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CoordinatorTest extends CoordinatorFixture {

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
        assertThat(output.last().unmigrated()).isZero();
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
    void should_accept_the_next_job_of_the_same_assets_when_the_end_of_the_last_is_published() {
        post(submit("job-1", "movie", Limits.NONE));
        for (int i = 0; i < 10 && !output.last().state().isFinal(); i++) {
            coordinator.tick(moment());
            clock.forward(Duration.ofSeconds(1));
        }
        post(submit("job-2", "movie", Limits.NONE));

        assertThat(output.rejections).isEmpty();
        assertThat(output.last().job()).isEqualTo("job-2");
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
        assertThat(output.last().unmigrated()).isEqualTo(2);
        assertThat(output.last().counts()).isEqualTo(new Counts(12, 8, 0, 4, 0, 0));
        assertThat(message()).contains("2 rows are still below the target");
    }

    @Test
    void should_blame_the_write_time_and_no_live_writer_when_rows_are_dated_in_the_future() {
        index.partitions.add(new AssetPartition("movie", "2024-01"));
        post(submit("job-1", "movie", Limits.NONE));
        tick();
        Instant ahead = Instant.parse("2099-01-01T00:00:00Z");
        for (int round = 0; round < 2; round++) {
            sliceDone(round, round == 0 ? 3 : 1, round);
            report(Progress.ofWorker("job-1", 3, new Counts(0, 2, 0, round + 1, 0, 0), 0)
                    .writtenAhead(ahead.getEpochSecond() * 1_000_000));
            tick();
        }
        restart();
        sliceDone(2, 0, 1);
        tick();

        assertThat(output.last().state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
        assertThat(message())
                .contains("1 rows are still below the target", "lies in the future", "" + ahead)
                .doesNotContain("live writers");
    }

    @Test
    void should_wait_for_rows_to_settle_when_some_were_overtaken() {
        index.partitions.add(new AssetPartition("movie", "2024-01"));
        post(submit("job-1", "movie", Limits.NONE));
        coordinator.tick(moment());
        coordinator.tick(moment());
        sliceDone(0, 1, 0);
        worker(new Counts(0, 0, 0, 1, 0, 0));

        coordinator.tick(moment());
        clock.forward(Duration.ofMillis(1900));
        coordinator.tick(moment());
        coordinator.tick(moment());
        assertThat(output.slices).hasSize(1);
        clock.forward(Duration.ofMillis(200));
        coordinator.tick(moment());
        coordinator.tick(moment());

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
        coordinator.tick(moment());
        assertThat(output.last().state()).as("workers are still busy").isEqualTo(JobStatus.RUNNING);

        lag = 0;
        coordinator.tick(moment());
        clock.forward(Duration.ofSeconds(59));
        coordinator.tick(moment());
        assertThat(output.last().state()).as("silence begins with the last lag").isEqualTo(JobStatus.RUNNING);

        clock.forward(Duration.ofSeconds(2));
        coordinator.tick(moment());

        assertThat(output.last().state()).isEqualTo(JobStatus.FAILED);
        assertThat(message()).contains("emitted=10").contains("changed=9");
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
    void should_not_be_plainly_completed_when_no_named_asset_was_found() {
        assertThat(endOfNamed(new Counts(0, 0, 0, 0, 3, 0))).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
        assertThat(message()).contains("none of the 3 assets").contains("reprise.assets.bucket-by-id");
    }

    @Test
    void should_be_completed_when_one_named_asset_was_found() {
        assertThat(endOfNamed(new Counts(0, 1, 0, 0, 2, 0))).isEqualTo(JobStatus.COMPLETED);
        assertThat(message()).isNull();
    }

    private JobStatus endOfNamed(Counts outcomes) {
        Planner oneShare = (submit, targets, round, kind) -> CompletableFuture.completedFuture(new Plan(
                List.of(Slice.ofShard(
                        submit.job(),
                        round,
                        kind,
                        "movie",
                        kind == Slice.Kind.EMIT ? null : new Pending.BelowVersion(2),
                        new Slice.IdShard(0, 0, null))),
                null));
        coordinator = new Coordinator(SETTINGS, oneShare, affinityKey -> 0, output);
        Request.Submit like = submit("job-1", "movie", Limits.NONE);
        var named = new Selector.ByIds("movie", List.of(new UUID(0x1000L, 1)), null);
        post(new Request.Submit("job-1", named, like.processor(), Mode.RUN, like.limits(), false, null, null));
        tick();
        sliceDone(0, outcomes.processed(), 0);
        worker(outcomes);
        tick();
        sliceDone(1, 0, 0);
        tick();
        return output.last().state();
    }

    @Test
    void should_read_a_stored_state_of_an_older_release() {
        Phase phase = Json.read(
                "{\"phase\":\"scanning\",\"scan\":{\"round\":1,\"kind\":\"EMIT\"},\"slicesByTask\":{\"0\":2}}"
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8),
                Phase.class);

        assertThat(phase).isEqualTo(new Phase.Scanning(Scan.FIRST, java.util.Map.of(0, 2), null, null));
    }

    @Test
    void should_end_a_preview_without_a_verification() {
        twoBuckets();
        Request.Submit like = submit("job-1", "movie", Limits.NONE);
        post(new Request.Submit(
                "job-1", like.selector(), like.processor(), Mode.PREVIEW, like.limits(), false, null, null));
        tick();
        sliceDone(0, 10, 0);
        sliceDone(1, 0, 0);
        worker(new Counts(0, 8, 0, 0, 0, 2));
        tick();

        assertThat(output.slices)
                .as("no dead letter is waited for, and no round follows")
                .hasSize(2);
        assertThat(output.last().state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
        assertThat(output.last().unmigrated()).isNull();
    }
}
