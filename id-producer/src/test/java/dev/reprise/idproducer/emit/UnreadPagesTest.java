package dev.reprise.idproducer.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Slice;
import dev.reprise.idproducer.query.RefusedQueryException;
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
        index.away = new RefusedQueryException("no such index");
        begin(null);

        tick(10);

        assertThat(output.refusals).contains("no such index");
    }

    @Test
    void should_not_say_again_what_was_mended_during_a_pause() {
        begin(100);
        while (output.events.size() < PAGE) {
            tick(1);
        }
        index.away = new RefusedQueryException("no such index");
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
}
