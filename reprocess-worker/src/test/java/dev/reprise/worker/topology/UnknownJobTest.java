package dev.reprise.worker.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.job.JobStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Events of a job whose record has not arrived, or never will. */
class UnknownJobTest extends TaskFixture {

    private void waitLongerThanForARecord() {
        nanos += Duration.ofSeconds(11).toNanos();
        tick();
        tick();
    }

    @Test
    void should_wait_for_the_record_and_hold_up_no_other_job_when_a_job_is_unknown() {
        job("b", JobStatus.RUNNING);
        events("a", 0, 5);
        events("b", 100, 102);
        tick();

        assertThat(processed()).containsExactly(100, 101);
        assertThat(progress("a").parkedEvents()).isEqualTo(5);

        job("a", JobStatus.RUNNING);
        tick();
        assertThat(processed()).containsExactly(100, 101, 0, 1, 2, 3, 4);
        assertThat(progress("a").parked()).isNull();
        assertThat(deadLetters()).isEmpty();
    }

    @Test
    void should_wait_as_long_as_the_job_may_exist_when_its_record_is_late() {
        events("a", 0, 3);
        for (int i = 0; i < 10; i++) {
            waitLongerThanForARecord();
        }
        assertThat(deadLetters()).isEmpty();
        assertThat(progress("a").parkedEvents()).isEqualTo(3);

        job("a", JobStatus.RUNNING);
        tick();

        assertThat(processed()).containsExactly(0, 1, 2);
    }

    @Test
    void should_make_dead_letters_of_all_events_when_the_job_is_known_not_to_exist() {
        mayExist = false;
        events("a", 0, 5);
        tick();
        assertThat(deadLetters()).as("not before it was looked for").isEmpty();

        waitLongerThanForARecord();

        assertThat(deadLetters()).hasSize(5).allSatisfy(headers -> assertThat(headers)
                .containsEntry(DeadLetterHeaders.CAUSE, "UnknownJob"));
        assertThat(progress("a").parked()).isNull();
    }

    @Test
    void should_judge_later_events_anew_when_a_job_did_not_exist_before() {
        mayExist = false;
        event("a", 0);
        waitLongerThanForARecord();
        assertThat(deadLetters()).hasSize(1);

        event("a", 1);
        tick();
        job("a", JobStatus.RUNNING);
        tick();

        assertThat(processed()).isEqualTo(List.of(1));
    }
}
