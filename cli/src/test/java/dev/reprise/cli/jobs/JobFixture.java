package dev.reprise.cli.jobs;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jobs in any state; what a test does not care about has a value of no meaning. */
public final class JobFixture {

    /** When every job began. */
    public static final Instant START = Instant.parse("2024-05-06T10:00:00Z");

    private String id = "movie-v2";
    private JobStatus state = JobStatus.RUNNING;
    private @Nullable Integer rate;
    private Job.Slices slices = new Job.Slices(10, 0);
    private Counts counts = Counts.ZERO;
    private int round = 1;
    private long beginsAfterSeconds;
    private long updatedAfterSeconds;
    private @Nullable String message;
    private @Nullable Long unmigrated;
    private Mode mode = Mode.RUN;
    private ProcessorSpec processor = new ProcessorSpec("migrate", Map.of("toVersion", IntNode.valueOf(2)));
    private Selector selector = new Selector.ByType(List.of("movie"), null, null, null);

    public static JobFixture job(JobStatus state) {
        var job = new JobFixture();
        job.state = state;
        return job;
    }

    public JobFixture id(String value) {
        id = value;
        return this;
    }

    public JobFixture rate(@Nullable Integer value) {
        rate = value;
        return this;
    }

    public JobFixture slices(int planned, int done) {
        slices = new Job.Slices(planned, done);
        return this;
    }

    /** Emitted events and those that were migrated. */
    public JobFixture events(long emitted, long migrated) {
        counts = new Counts(emitted, migrated, 0, 0, 0, 0);
        return this;
    }

    public JobFixture counts(Counts value) {
        counts = value;
        return this;
    }

    public JobFixture round(int value) {
        round = value;
        return this;
    }

    /** Seconds from the start to this state. */
    public JobFixture after(long seconds) {
        updatedAfterSeconds = seconds;
        return this;
    }

    public JobFixture message(String value) {
        message = value;
        return this;
    }

    /** Seconds from the start of all to the start of this one. */
    public JobFixture begins(long seconds) {
        beginsAfterSeconds = seconds;
        return this;
    }

    private Instant startedAt() {
        return START.plusSeconds(beginsAfterSeconds);
    }

    public JobFixture selector(Selector value) {
        selector = value;
        return this;
    }

    public JobFixture mode(Mode value) {
        mode = value;
        return this;
    }

    public JobFixture processor(String name) {
        processor = new ProcessorSpec(name, Map.of());
        return this;
    }

    public JobFixture unmigrated(long value) {
        unmigrated = value;
        return this;
    }

    public Job build() {
        var request =
                new Request.Submit(id, selector, processor, mode, new Limits(rate, null, null), false, "ana", null);
        Instant updated = START.plusSeconds(updatedAfterSeconds);
        Instant ended = state.isFinal() ? updated : null;
        return new Job(
                id,
                state,
                request,
                slices,
                counts,
                round,
                unmigrated,
                startedAt(),
                updated,
                ended,
                message,
                new Pinned(processor, Map.of(), Map.of()),
                1);
    }
}
