package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Request;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What workers keep back is waited for, and a worker that must not process a job's events stops the job. */
class ParkedEventsTest extends CoordinatorFixture {

    private static final String REFUSAL = "has other migrations than the job was begun with: movie/V2__x";

    @BeforeEach
    void run() {
        twoBuckets();
        post(submit("job-1", "movie", Limits.NONE));
        tick();
        sliceDone(0, 10, 0);
        sliceDone(1, 0, 0);
    }

    private void held(Counts counts, long events, @Nullable String refusal) {
        report(Progress.ofWorker("job-1", 3, counts, 0).parking(new Progress.Parked(events, refusal)));
    }

    private void longSilence() {
        clock.forward(SETTINGS.silenceMax().plus(Duration.ofSeconds(1)));
        tick();
    }

    @Test
    void should_wait_for_what_is_set_aside_however_long_it_takes() {
        post(new Request.Pause("job-1", null, null));
        held(new Counts(0, 4, 0, 0, 0, 0), 6, null);
        longSilence();
        assertThat(output.last().state()).isEqualTo(JobStatus.PAUSED);

        post(new Request.Resume("job-1", null, null));
        longSilence();
        assertThat(output.last().state()).as("no worker is there").isEqualTo(JobStatus.RUNNING);

        worker(new Counts(0, 10, 0, 0, 0, 0));
        tick();
        assertThat(output.last().state()).isEqualTo(JobStatus.VERIFYING);
    }

    @Test
    void should_not_take_the_pause_for_silence_when_resumed() {
        post(new Request.Pause("job-1", null, null));
        longSilence();

        post(new Request.Resume("job-1", null, null));
        coordinator.tick();

        assertThat(output.last().state()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void should_fail_when_what_was_set_aside_is_lost() {
        held(new Counts(0, 4, 0, 0, 0, 0), 6, null);
        worker(new Counts(0, 9, 0, 0, 0, 0));
        longSilence();

        assertThat(output.last().state()).isEqualTo(JobStatus.FAILED);
    }

    @Test
    void should_pause_with_the_reason_when_a_worker_refuses_the_events() {
        held(Counts.ZERO, 10, REFUSAL);

        assertThat(output.last().state()).isEqualTo(JobStatus.PAUSED);
        assertThat(message()).isEqualTo("paused: a worker " + REFUSAL);
        assertThat(output.story()).contains("state by null for " + message() + ": RUNNING to PAUSED");
    }

    @Test
    void should_pause_again_when_resumed_before_the_worker_was_fixed() {
        held(Counts.ZERO, 10, REFUSAL);
        post(new Request.Resume("job-1", null, null));
        restart();
        tick();
        assertThat(output.last().state())
                .as("an old refusal pauses nothing after a restart")
                .isEqualTo(JobStatus.RUNNING);

        held(new Counts(0, 1, 0, 0, 0, 0), 9, REFUSAL);

        assertThat(output.last().state()).isEqualTo(JobStatus.PAUSED);
    }

    @Test
    void should_pause_with_the_reason_when_the_selection_is_refused() {
        report(Progress.ofSlice(output.slices.get(0), 3, 0, false)
                .parking(new Progress.Parked(0, "Elasticsearch answers no such index")));

        assertThat(output.last().state()).isEqualTo(JobStatus.PAUSED);
        assertThat(message()).isEqualTo("paused: its assets cannot be selected: Elasticsearch answers no such index");
    }

    @Test
    void should_pay_no_attention_when_a_cancelled_job_is_refused() {
        post(new Request.Cancel("job-1", null, null));

        held(Counts.ZERO, 10, REFUSAL);

        assertThat(output.last().state()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void should_say_that_nothing_is_heard_of_the_workers_until_something_is() {
        lag = 10;
        clock.forward(Duration.ofSeconds(50));
        tick();
        assertThat(message()).as("a moment is nothing to tell").isNull();

        clock.forward(Duration.ofSeconds(20));
        tick();
        assertThat(output.last().state()).isEqualTo(JobStatus.RUNNING);
        assertThat(message()).contains("waiting: nothing was heard").contains("readiness of the workers");

        worker(new Counts(0, 3, 0, 0, 0, 0));
        tick();
        assertThat(message()).isNull();
    }

    @Test
    void should_say_what_cannot_be_read_for_as_long_as_it_cannot() {
        Progress slice = Progress.ofSlice(output.slices.get(0), 3, 0, false);
        report(slice.parking(Progress.Parked.waitingFor("its assets cannot be read: no node was available")));
        tick();
        assertThat(output.last().state()).isEqualTo(JobStatus.RUNNING);
        assertThat(message()).isEqualTo("waiting: its assets cannot be read: no node was available");

        report(slice);
        tick();
        assertThat(message()).isNull();
    }
}
