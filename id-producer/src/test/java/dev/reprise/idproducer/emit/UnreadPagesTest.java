package dev.reprise.idproducer.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import dev.reprise.idproducer.read.RefusedSelectionException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an emitter does about pages that cannot be read. */
class UnreadPagesTest extends EmitterFixture {

    private static final int IDS = 3 * PAGE;

    private void begin(@Nullable Integer rate) {
        job("job-1", JobStatus.RUNNING, rate, 1);
        measure(0);
        index.sizes.put("b", IDS);
        emitter.hold(SliceCursor.begin(slice("job-1", "b", Slice.Kind.EMIT)));
    }

    @Test
    void should_read_again_when_a_page_could_not_be_read() {
        index.away = new IllegalStateException("away");
        begin(null);
        tick(10);
        index.away = null;

        tick(100);

        assertThat(output.events).hasSize(IDS).doesNotHaveDuplicates();
        assertThat(output.refusals).as("nobody has to do anything").isEmpty();
    }

    @Test
    void should_say_why_when_a_selection_will_never_be_served() {
        index.away = new RefusedSelectionException("no such index");
        begin(null);

        tick(10);

        assertThat(output.refusals).contains("no such index");
    }

    @Test
    void should_not_say_again_what_was_fixed_during_a_pause() {
        begin(100);
        while (output.events.size() < PAGE) {
            tick(1);
        }
        index.away = new RefusedSelectionException("no such index");
        // The second page is at hand, and the third, which is sent for now, is refused.
        tick(1);
        job("job-1", JobStatus.PAUSED, null, 1);
        tick(1);
        index.away = null;

        job("job-1", JobStatus.RUNNING, null, 1);
        tick(100);

        assertThat(output.refusals).isEmpty();
        assertThat(output.events).hasSize(IDS).doesNotHaveDuplicates();
    }

    @Test
    void should_read_again_when_a_page_throws_rather_than_fails() {
        index.thrown = new IllegalStateException("the session is closed");
        begin(null);
        tick(10);
        index.thrown = null;

        tick(100);

        assertThat(output.events).hasSize(IDS).doesNotHaveDuplicates();
        assertThat(output.refusals).isEmpty();
    }

    @Test
    void should_say_why_when_a_right_is_taken_away() {
        index.away = new SecurityException("User reprise has no SELECT permission on <table assets.asset>");
        begin(null);

        tick(10);

        assertThat(output.refusals)
                .contains("SecurityException: User reprise has no SELECT permission on <table assets.asset>");
    }

    @Test
    void should_say_why_when_what_is_thrown_will_be_thrown_again() {
        index.thrown = new NumberFormatException("For input string: \"2024-01\"");
        begin(null);

        tick(10);

        assertThat(output.refusals).contains("NumberFormatException: For input string: \"2024-01\"");
    }

    @Test
    void should_say_why_when_a_stored_cursor_cannot_be_read() {
        job("job-1", JobStatus.RUNNING, null, 1);
        measure(0);
        emitter.hold(new SliceCursor(slice("job-1", "b", Slice.Kind.EMIT), "no id", 7, 0, false, null, null));

        tick(10);

        assertThat(output.refusals).isNotEmpty().allMatch(words -> words.contains("no id"));
    }

    @Test
    void should_say_why_when_a_slice_cannot_be_opened() {
        job("job-1", JobStatus.RUNNING, null, 1);
        measure(0);
        var ofNobody = new Slice.IdShard(0, 0, null);
        emitter.hold(SliceCursor.begin(Slice.ofShard("job-1", 1, Slice.Kind.EMIT, "movie", null, ofNobody)));

        tick(10);

        assertThat(output.refusals).isNotEmpty().allMatch(words -> words.contains("nothing says which ids"));
    }

    @Test
    void should_tell_in_the_totals_what_could_not_be_read_for_a_minute_and_no_longer() {
        index.away = new IllegalStateException("no node was available");
        begin(null);
        tick(ticks(Emitter.UNREAD_TOLD_AFTER.minusSeconds(2)));
        assertThat(output.totals.values()).as("a moment is nothing to tell").allMatch(one -> one.parked() == null);

        tick(ticks(Duration.ofSeconds(4)));
        assertThat(output.totals.values())
                .singleElement()
                .isEqualTo(SliceCursor.begin(slice("job-1", "b", Slice.Kind.EMIT))
                        .progress()
                        .parking(Progress.Parked.waitingFor(
                                "its assets cannot be read: IllegalStateException: no node was available")));
        assertThat(output.refusals).isEmpty();

        index.away = null;
        tick(ticks(Duration.ofSeconds(2)));
        assertThat(output.events).hasSize(IDS);
        assertThat(output.totals.values()).singleElement().matches(one -> one.parked() == null && one.done());
    }

    @Test
    void should_go_on_telling_of_one_slice_when_another_goes_on() {
        index.awayBuckets.add("b");
        begin(10);
        index.sizes.put("other", 10_000);
        emitter.hold(SliceCursor.begin(slice("job-1", "other", Slice.Kind.EMIT)));

        tick(ticks(Emitter.UNREAD_TOLD_AFTER.plusSeconds(5)));

        assertThat(output.events).isNotEmpty();
        assertThat(output.totals.values())
                .filteredOn(one -> one.parked() != null)
                .hasSize(1);
    }

    @Test
    void should_forget_what_was_told_when_resumed_after_a_pause() {
        index.away = new IllegalStateException("no node was available");
        begin(null);
        tick(ticks(Emitter.UNREAD_TOLD_AFTER.plusSeconds(2)));

        job("job-1", JobStatus.PAUSED, null, 1);
        tick(1);
        job("job-1", JobStatus.RUNNING, null, 1);
        tick(ticks(Duration.ofSeconds(3)));

        assertThat(output.totals.values()).allMatch(one -> one.parked() == null);
    }

    private static int ticks(Duration time) {
        return (int) time.dividedBy(Duration.ofMillis(20));
    }
}
