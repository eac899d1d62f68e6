package dev.reprise.idproducer.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.common.wire.Json;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EmitterTest extends EmitterFixture {

    @Test
    void should_emit_each_id_once_when_a_slice_has_any_number_of_pages() {
        job("job-1", JobStatus.RUNNING, null, 1);
        measure(0);
        int[] sizes = {0, 1, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE, 3 * PAGE + 7};
        for (int i = 0; i < sizes.length; i++) {
            index.sizes.put("bucket-" + i, sizes[i]);
            emitter.hold(SliceCursor.begin(slice("job-1", "bucket-" + i, Slice.Kind.EMIT)));
        }

        tick(100);

        assertThat(output.events).hasSize(0 + 1 + 9 + 10 + 11 + 30 + 37).doesNotHaveDuplicates();
        assertThat(output.emittedByTotals()).isEqualTo(output.events.size());
        assertThat(output.totals.values()).hasSize(sizes.length).allMatch(Progress::done);
    }

    @Test
    void should_emit_nothing_while_a_job_is_paused_and_go_on_afterwards() {
        job("job-1", JobStatus.PAUSED, null, 1);
        measure(0);
        index.sizes.put("b", 25);
        emitter.hold(SliceCursor.begin(slice("job-1", "b", Slice.Kind.EMIT)));
        tick(10);
        assertThat(output.events).isEmpty();

        job("job-1", JobStatus.RUNNING, null, 1);
        tick(10);

        assertThat(output.events).hasSize(25);
    }

    @Test
    void should_hold_its_share_of_the_rate_when_throttled() {
        job("job-1", JobStatus.RUNNING, 100, 2);
        index.sizes.put("b", 10_000);
        emitter.hold(SliceCursor.begin(slice("job-1", "b", Slice.Kind.EMIT)));

        for (int i = 0; i < 500; i++) {
            measure(0);
            tick(1);
        }

        assertThat(output.events.size()).as("half of 100 a second over 10 s").isBetween(475, 525);
    }

    @Test
    void should_stop_when_the_workers_are_behind() {
        job("job-1", JobStatus.RUNNING, null, 1);
        index.sizes.put("b", 10_000);
        emitter.hold(SliceCursor.begin(slice("job-1", "b", Slice.Kind.EMIT)));
        measure(400);

        tick(1_000);
        assertThat(output.events).as("1,000 allowed, 400 of them used").hasSize(600);

        measure(1_000);
        tick(1_000);
        assertThat(output.events).hasSize(600);

        measure(0);
        tick(1_000);
        assertThat(output.events).hasSize(1_600);
    }

    @Test
    void should_resume_at_the_stored_cursor_when_restarted_in_the_middle_of_a_page() {
        job("job-1", JobStatus.RUNNING, 200, 1);
        measure(0);
        index.sizes.put("b", 45);
        emitter.hold(SliceCursor.begin(slice("job-1", "b", Slice.Kind.EMIT)));
        tick(4);
        assertThat(output.events.size()).isBetween(11, 19);

        emitter = emitter();
        output.cursors.values().forEach(emitter::hold);
        tick(100);

        assertThat(output.events).hasSize(45).doesNotHaveDuplicates();
        assertThat(output.emittedByTotals()).isEqualTo(45);
    }

    @Test
    void should_emit_only_what_is_below_the_target_when_verifying() {
        job("job-1", JobStatus.VERIFYING, null, 1);
        measure(0);
        index.sizes.put("b", 25);
        for (int i = 0; i < 25; i++) {
            index.versions.put(FakeIndex.id(i), i % 5 == 0 ? 1 : 2);
        }
        output.deadLettered.add(FakeIndex.id(10));
        emitter.hold(SliceCursor.begin(slice("job-1", "b", Slice.Kind.VERIFY)));

        tick(20);

        assertThat(output.events)
                .extracting(AssetEvent::assetId)
                .containsExactlyInAnyOrder(FakeIndex.id(0), FakeIndex.id(5), FakeIndex.id(15), FakeIndex.id(20));
        assertThat(output.totals.values()).singleElement().matches(one -> one.below() == 4 && one.done());
    }

    @Test
    void should_only_count_and_list_when_the_rounds_are_used_up() {
        job("job-1", JobStatus.VERIFYING, null, 1);
        measure(0);
        index.sizes.put("b", 25);
        emitter.hold(SliceCursor.begin(slice("job-1", "b", Slice.Kind.COUNT)));

        tick(20);

        assertThat(output.events).isEmpty();
        assertThat(output.left).hasSize(25).doesNotHaveDuplicates();
        assertThat(output.totals.values()).singleElement().matches(one -> one.below() == 25 && one.done());
    }

    @Test
    void should_let_jobs_take_turns_when_the_backlog_is_the_limit() {
        job("job-1", JobStatus.RUNNING, null, 1);
        job("job-2", JobStatus.RUNNING, null, 1);
        index.sizes.put("b", 100_000);
        emitter.hold(SliceCursor.begin(slice("job-1", "b", Slice.Kind.EMIT)));
        emitter.hold(SliceCursor.begin(slice("job-2", "b", Slice.Kind.EMIT)));

        for (int i = 0; i < 50; i++) {
            measure(990);
            tick(1);
        }

        long first = output.events.stream()
                .filter(event -> event.job().equals("job-1"))
                .count();
        assertThat(output.events).hasSize(500);
        assertThat(first).isEqualTo(250);
    }

    @Test
    void should_report_what_it_had_emitted_when_a_job_is_over_at_its_restart() {
        var half = new SliceCursor(
                slice("job-1", "b", Slice.Kind.EMIT), FakeIndex.id(50).toString(), 7, 0, false, null, null);
        job("job-1", JobStatus.CANCELLED, null, 1);

        emitter.hold(half);
        tick(1);

        assertThat(output.emittedByTotals()).isEqualTo(7);
    }

    @Test
    void should_forget_everything_when_a_job_is_over() {
        job("job-1", JobStatus.RUNNING, 10, 1);
        measure(0);
        index.sizes.put("b", 1_000);
        emitter.hold(SliceCursor.begin(slice("job-1", "b", Slice.Kind.EMIT)));
        tick(100);
        int emitted = output.events.size();

        job("job-1", JobStatus.CANCELLED, 10, 1);
        tick(100);

        assertThat(output.events).hasSize(emitted);
        assertThat(output.emittedByTotals()).as("the last totals are reported").isEqualTo(emitted);
        assertThat(output.cursors).isEmpty();
    }

    @Test
    void should_emit_the_listed_ids_once_and_look_at_the_same_ones_again_when_verifying() {
        job("job-1", JobStatus.RUNNING, 200, 1);
        measure(0);
        List<UUID> ids = IntStream.range(0, 45).mapToObj(FakeIndex::id).toList();
        ids.forEach(id -> index.versions.put(id, 2));
        var shard = new Slice.IdShard(0, 0, ids);
        emitter.hold(SliceCursor.begin(Slice.ofShard("job-1", 1, Slice.Kind.EMIT, "movie", null, shard)));
        tick(4);
        emitter = emitter();
        output.cursors.values().forEach(emitter::hold);
        tick(100);
        assertThat(output.events).extracting(AssetEvent::assetId).containsExactlyElementsOf(ids);
        assertThat(output.events).extracting(AssetEvent::bucket).containsOnly("1582-10");

        index.versions.put(FakeIndex.id(3), 1);
        index.versions.put(FakeIndex.id(44), 1);
        index.versions.put(FakeIndex.id(7), 1);
        index.versions.remove(FakeIndex.id(8));
        output.deadLettered.add(FakeIndex.id(7));
        output.events.clear();
        emitter.hold(SliceCursor.begin(Slice.ofShard(
                "job-1", 2, Slice.Kind.VERIFY, "movie", new Pending.BelowVersion(2), new Slice.IdShard(0, 0, null))));
        emitter.hold(SliceCursor.begin(Slice.ofShard(
                "job-1", 2, Slice.Kind.VERIFY, "movie", new Pending.BelowVersion(2), new Slice.IdShard(1, 0, null))));
        tick(100);

        assertThat(output.events).extracting(AssetEvent::assetId).containsExactly(FakeIndex.id(3), FakeIndex.id(44));
        assertThat(output.totals.values()).hasSize(3).allMatch(Progress::done);
    }

    @Test
    void should_carry_the_buckets_of_the_plan_through_every_round_when_the_pattern_says_others() {
        job("job-1", JobStatus.RUNNING, null, 1);
        measure(0);
        List<LocatedId> ids = IntStream.range(0, 45)
                .mapToObj(i -> new LocatedId("of-old#" + i / 20, FakeIndex.id(i)))
                .toList();
        ids.forEach(id -> {
            index.versions.put(id.assetId(), 1);
            index.buckets.put(id.assetId(), id.bucket());
        });
        Slice slice = Slice.ofShard("job-1", 1, Slice.Kind.EMIT, "movie", null, Slice.IdShard.of(0, 0, ids));
        emitter.hold(SliceCursor.begin(Json.read(Json.bytes(slice), Slice.class)));
        tick(100);
        assertThat(output.events)
                .extracting(event -> new LocatedId(event.bucket(), event.assetId()))
                .containsExactlyElementsOf(ids);

        output.events.clear();
        emitter.hold(SliceCursor.begin(Slice.ofShard(
                "job-1", 2, Slice.Kind.VERIFY, "movie", new Pending.BelowVersion(2), new Slice.IdShard(0, 0, null))));
        tick(100);

        assertThat(output.events)
                .extracting(event -> new LocatedId(event.bucket(), event.assetId()))
                .containsExactlyElementsOf(ids);
    }

    @Test
    void should_find_the_buckets_of_ids_that_an_older_release_has_remembered_without_them() {
        job("job-1", JobStatus.RUNNING, null, 1);
        measure(0);
        List<LocatedId> ids = IntStream.range(0, 45)
                .mapToObj(i -> new LocatedId(i < 15 ? "1582-10" : "of-old", FakeIndex.id(i)))
                .toList();
        ids.forEach(id -> index.versions.put(id.assetId(), 1));
        Slice slice = Slice.ofShard(
                "job-1", 2, Slice.Kind.VERIFY, "movie", new Pending.BelowVersion(2), new Slice.IdShard(0, 0, null));
        output.remember(slice, 0, ids.subList(0, 15));
        Objects.requireNonNull(output.remembered.get(slice.affinityKey()))
                .replaceAll((key, kept) -> new RememberedIds(key, kept.ids(), null));
        output.remember(slice, 15, ids.subList(15, 45));

        emitter.hold(SliceCursor.begin(slice));
        tick(100);

        assertThat(output.events)
                .extracting(event -> new LocatedId(event.bucket(), event.assetId()))
                .containsExactlyElementsOf(ids);
    }
}
