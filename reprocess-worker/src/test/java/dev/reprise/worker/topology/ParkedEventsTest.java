package dev.reprise.worker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events of jobs that must not be processed now. */
class ParkedEventsTest extends TaskFixture {

    private static final Map<String, String> FOREIGN = Map.of("movie/V2__two", "another");

    @Test
    void should_set_events_aside_and_process_those_of_other_jobs_when_a_job_is_paused() {
        job("a", JobStatus.PAUSED);
        job("b", JobStatus.RUNNING);

        events("a", 0, 3);
        events("b", 100, 102);
        event("a", 3);
        tick();

        assertThat(processed()).containsExactly(100, 101);
        assertThat(progress("a").parked()).isEqualTo(new Progress.Parked(4, null));
        assertThat(progress("a").counts().processed()).isZero();
        assertThat(progress("b").parked()).isNull();
    }

    @Test
    void should_take_events_up_in_order_when_the_job_is_resumed_and_nothing_new_comes() {
        job("a", JobStatus.PAUSED);
        events("a", 0, 7);

        job("a", JobStatus.RUNNING);
        tick();
        event("b", 100);

        assertThat(processed()).containsExactly(0, 1, 2, 3, 4, 5, 6);
        assertThat(progress("a").parked()).isNull();
        assertThat(progress("a").counts().gone()).isEqualTo(7);
    }

    @Test
    void should_take_events_up_before_newer_ones_when_the_job_is_resumed() {
        job("a", JobStatus.PAUSED);
        events("a", 0, 5);

        job("a", JobStatus.RUNNING);
        events("a", 5, 12);
        tick();
        event("b", 100);

        assertThat(processed()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
        assertThat(progress("a").parked()).isNull();
    }

    @Test
    void should_skip_what_is_set_aside_when_the_job_is_cancelled() {
        job("a", JobStatus.PAUSED);
        events("a", 0, 5);

        job("a", JobStatus.CANCELLED);
        tick();
        event("a", 5);
        tick();
        event("b", 100);

        assertThat(processed()).isEmpty();
        assertThat(progress("a").skipped()).isEqualTo(6);
        assertThat(progress("a").parked()).isNull();
    }

    @Test
    void should_process_what_does_not_fit_when_more_is_set_aside_than_may_be() {
        job("a", JobStatus.PAUSED);

        events("a", 0, PARKED_MAX + 3);
        tick();

        assertThat(processed()).containsExactly(PARKED_MAX, PARKED_MAX + 1, PARKED_MAX + 2);
        assertThat(progress("a").parkedEvents()).isEqualTo(PARKED_MAX);
    }

    @Test
    void should_set_events_aside_and_say_why_when_the_job_has_other_migrations() {
        job("a", JobStatus.RUNNING, FOREIGN);
        job("b", JobStatus.RUNNING);

        events("a", 0, 5);
        events("b", 100, 102);
        tick();

        assertThat(processed()).containsExactly(100, 101);
        assertThat(deadLetters()).isEmpty();
        Progress.Parked held = progress("a").parked();
        assertThat(held).isNotNull();
        assertThat(held.events()).isEqualTo(5);
        assertThat(held.refusal()).contains("has other migrations than the job was begun with: movie/V2__two");
    }

    @Test
    void should_try_refused_events_again_when_the_job_was_paused_and_resumed() {
        job("a", JobStatus.RUNNING, FOREIGN);
        events("a", 0, 5);
        job("a", JobStatus.PAUSED, FOREIGN);
        tick();

        // As on a worker that has the right ones: the same store, and nothing remembered.
        job("a", JobStatus.RUNNING);
        tick();
        event("b", 100);

        assertThat(processed()).containsExactly(0, 1, 2, 3, 4);
        assertThat(progress("a").parked()).isNull();
    }

    @Test
    void should_try_refused_events_again_after_a_while_when_no_pause_was_seen() {
        job("a", JobStatus.RUNNING, FOREIGN);
        events("a", 0, 3);
        job("a", JobStatus.RUNNING);
        tick();
        assertThat(processed()).as("not before some time has passed").isEmpty();

        nanos += Duration.ofSeconds(11).toNanos();
        tick();
        event("b", 100);

        assertThat(processed()).isEqualTo(List.of(0, 1, 2));
    }
}
