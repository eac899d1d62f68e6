package dev.reprise.idproducer.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import dev.reprise.common.job.Slice;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An emitter whose job is held to a rate for production's sake. */
class HeldEmitterTest extends EmitterFixture {

    @Test
    void should_stand_while_its_job_does_and_go_at_the_stricter_rate_afterwards() {
        job("job-1", JobStatus.RUNNING, 400, 2);
        jobs.put("job-1", held("job-1", 0));
        index.sizes.put("b", 10_000);
        emitter.hold(SliceCursor.begin(slice("job-1", "b", Slice.Kind.EMIT)));

        for (int i = 0; i < 500; i++) {
            measure(0);
            tick(1);
        }
        assertThat(output.events).isEmpty();

        jobs.put("job-1", held("job-1", 100));
        for (int i = 0; i < 500; i++) {
            measure(0);
            tick(1);
        }
        assertThat(output.events.size()).as("half of 100 a second over 10 s").isBetween(475, 525);
    }

    @Test
    void should_read_versions_within_the_rate_that_a_job_is_held_to() {
        job("job-1", JobStatus.VERIFYING, null, 1);
        jobs.put("job-1", held("job-1", 10));
        measure(0);
        index.sizes.put("b", 10_000);
        for (int i = 0; i < 10_000; i++) {
            index.versions.put(FakeIndex.id(i), 2);
        }
        emitter.hold(SliceCursor.begin(slice("job-1", "b", Slice.Kind.VERIFY)));

        tick(500);
        assertThat(1_000 - pagesLeft())
                .as("160 rows a second over 10 s, in pages of 10")
                .isBetween(140, 180);

        jobs.put("job-1", held("job-1", null));
        tick(2_000);
        assertThat(output.totals.values()).singleElement().matches(Progress::done);
    }

    private int pagesLeft() {
        UUID at = Objects.requireNonNull(lastRead());
        return (int) (at.getMostSignificantBits() >>> 32) / PAGE;
    }

    private @Nullable UUID lastRead() {
        String cursor = output.cursors.values().iterator().next().cursor();
        return cursor == null ? null : UUID.fromString(cursor);
    }

    private Job held(String id, @Nullable Integer perSecond) {
        return Objects.requireNonNull(jobs.get(id)).heldTo(perSecond);
    }
}
