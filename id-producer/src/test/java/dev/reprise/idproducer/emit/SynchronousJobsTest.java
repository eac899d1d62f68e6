package dev.reprise.idproducer.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Stage;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Mode;
import dev.reprise.pipeline.result.Result;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Assets of synchronous jobs are processed where they are found. */
class SynchronousJobsTest extends EmitterFixture {

    private static final Slice SLICE = slice("job-1", "b", Slice.Kind.EMIT);

    @BeforeEach
    void begin() {
        job("job-1", JobStatus.RUNNING, null, 1, Mode.SYNCHRONOUS);
        index.sizes.put("b", 25);
    }

    private Progress totals() {
        return output.totals.values().iterator().next();
    }

    @Test
    void should_process_every_asset_once_when_nothing_goes_to_the_workers() {
        // given: workers that take nothing more
        measure(1_000_000);

        // when
        emitter.hold(SliceCursor.begin(SLICE));
        tick(100);

        // then
        assertThat(output.events).isEmpty();
        assertThat(output.processed).hasSize(25);
        assertThat(output.deliveries).isEqualTo(25);
        assertThat(totals().counts()).isEqualTo(new Counts(25, 25, 0, 0, 0, 0));
        assertThat(totals().done()).isTrue();
        assertThat(pipeline.asked).allMatch(group -> group.size() <= 4);
    }

    @Test
    void should_count_each_asset_by_what_became_of_it() {
        // given
        pipeline.results = event -> result(event, 3, 5);

        // when
        emitter.hold(SliceCursor.begin(SLICE));
        tick(100);

        // then
        assertThat(totals().counts()).isEqualTo(new Counts(25, 23, 0, 1, 0, 1));
        assertThat(output.processed.values())
                .filteredOn(Result.Failed.class::isInstance)
                .hasSize(1);
        assertThat(totals().writtenAheadMicros()).isEqualTo(7);
    }

    private static Result result(AssetEvent event, int failing, int ahead) {
        if (event.assetId().equals(FakeIndex.id(failing))) {
            return new Result.Failed(Failure.of(Stage.MIGRATE, "Bad", "bad"), false);
        }
        return event.assetId().equals(FakeIndex.id(ahead))
                ? new Result.Ahead(7, false)
                : new Result.Done(Outcome.CHANGED, false);
    }

    @Test
    void should_move_the_cursor_only_when_assets_are_processed() {
        // given
        pipeline.isSlow = true;
        emitter.hold(SliceCursor.begin(SLICE));

        // when
        tick(50);

        // then: one group is under way, and nothing is known of it
        assertThat(pipeline.asked).hasSize(1);
        assertThat(output.processed).isEmpty();
        assertThat(output.cursors).isEmpty();

        // when
        pipeline.answer();
        tick(1);

        // then
        assertThat(output.processed).hasSize(4);
        assertThat(Objects.requireNonNull(output.cursors.get(SLICE.key())).emitted())
                .isEqualTo(4);
        assertThat(pipeline.asked).hasSize(2);
    }

    @Test
    void should_process_the_same_assets_again_when_another_instance_takes_over_before_they_are_counted() {
        // given
        pipeline.isSlow = true;
        emitter.hold(SliceCursor.begin(SLICE));
        tick(2);
        emitter.close();
        List<AssetEvent> begun = pipeline.asked.get(0);

        // when
        pipeline.isSlow = false;
        emitter = emitter();
        emitter.hold(SliceCursor.begin(SLICE));
        tick(100);

        // then
        assertThat(pipeline.asked.get(1)).isEqualTo(begun);
        assertThat(totals().counts()).isEqualTo(new Counts(25, 25, 0, 0, 0, 0));
    }

    @Test
    void should_go_on_with_what_is_stored_when_it_is_taken_up_again() {
        // given
        pipeline.isSlow = true;
        emitter.hold(SliceCursor.begin(SLICE));
        tick(2);
        pipeline.answer();
        tick(1);
        SliceCursor stored = Objects.requireNonNull(output.cursors.get(SLICE.key()));

        // when
        pipeline.isSlow = false;
        emitter = emitter();
        emitter.hold(stored);
        tick(100);

        // then
        assertThat(totals().counts()).isEqualTo(new Counts(25, 25, 0, 0, 0, 0));
        assertThat(output.deliveries).isEqualTo(25);
    }

    @Test
    void should_try_again_and_lose_nothing_when_the_database_is_away() {
        // given
        pipeline.failure = new IllegalStateException("no node answers");
        emitter.hold(SliceCursor.begin(SLICE));
        tick(60);
        assertThat(output.processed).isEmpty();

        // when
        pipeline.failure = null;
        tick(200);

        // then
        assertThat(totals().counts()).isEqualTo(new Counts(25, 25, 0, 0, 0, 0));
        assertThat(output.deliveries).isEqualTo(25);
    }

    @Test
    void should_say_that_assets_cannot_be_processed_when_that_lasts() {
        // given
        pipeline.failure = new IllegalStateException("no node answers");
        emitter.hold(SliceCursor.begin(SLICE));

        // when
        tick(4_000);

        // then
        assertThat(Objects.requireNonNull(totals().parked()).waitingFor())
                .isEqualTo("its assets cannot be processed: IllegalStateException: no node answers");
    }

    @Test
    void should_have_the_job_paused_and_go_on_later_when_this_instance_cannot_do_what_is_pinned() {
        // given
        pipeline.results = event -> new Result.Refused("has no processor 'x'");
        emitter.hold(SliceCursor.begin(SLICE));

        // when
        tick(2);

        // then
        assertThat(output.refusals).containsExactly("id-producer has no processor 'x'");
        assertThat(output.processed).isEmpty();

        // when: a person has seen to it
        job("job-1", JobStatus.PAUSED, null, 1, Mode.SYNCHRONOUS);
        tick(1);
        pipeline.results = event -> new Result.Done(Outcome.UNCHANGED, false);
        job("job-1", JobStatus.RUNNING, null, 1, Mode.SYNCHRONOUS);
        tick(100);

        // then
        assertThat(totals().counts()).isEqualTo(new Counts(25, 0, 25, 0, 0, 0));
    }

    @Test
    void should_count_what_is_under_way_when_the_job_is_cancelled() {
        // given
        pipeline.isSlow = true;
        emitter.hold(SliceCursor.begin(SLICE));
        tick(2);
        job("job-1", JobStatus.CANCELLED, null, 1, Mode.SYNCHRONOUS);
        tick(5);
        assertThat(output.processed).isEmpty();

        // when
        pipeline.answer();
        tick(1);

        // then
        assertThat(totals().counts()).isEqualTo(new Counts(4, 4, 0, 0, 0, 0));
        assertThat(output.cursors).isEmpty();
    }

    @Test
    void should_keep_its_rate() {
        // given
        job("job-1", JobStatus.RUNNING, 10, 1, Mode.SYNCHRONOUS);
        emitter.hold(SliceCursor.begin(SLICE));

        // when: one second
        tick(50);

        // then
        assertThat(output.processed.size()).isBetween(8, 14);
    }

    @Test
    void should_count_and_process_nothing_when_it_is_the_last_look() {
        // given
        emitter.hold(SliceCursor.begin(slice("job-1", "b", Slice.Kind.COUNT)));

        // when
        tick(50);

        // then
        assertThat(pipeline.asked).isEmpty();
        assertThat(output.left).isNotEmpty();
    }
}
