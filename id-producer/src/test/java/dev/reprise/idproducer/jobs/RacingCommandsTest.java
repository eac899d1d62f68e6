package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.JobStatus;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Request;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that come twice, too late, too early, or against each other; and the story that is told of them. */
class RacingCommandsTest extends CoordinatorFixture {

    private static final Request PAUSE = new Request.Pause("job-1", "bob", "too hot");
    private static final Request RESUME = new Request.Resume("job-1", "ana", null);
    private static final Request CANCEL = new Request.Cancel("job-1", "cleo", "wrong version");

    @BeforeEach
    void begin() {
        twoBuckets();
    }

    private void running() {
        post(submit("job-1", "movie", Limits.NONE));
        tick();
    }

    private JobStatus state() {
        return output.last().state();
    }

    @Test
    void should_end_cancelled_when_pause_and_cancel_race_whoever_comes_first() {
        running();
        post(PAUSE);
        post(CANCEL);
        assertThat(state()).isEqualTo(JobStatus.CANCELLED);
        assertThat(output.rejections).isEmpty();

        post(PAUSE);
        assertThat(state()).isEqualTo(JobStatus.CANCELLED);
        assertThat(output.rejections).containsExactly(List.of("job 'job-1' is CANCELLED, which is final"));
    }

    @Test
    void should_refuse_a_resume_when_the_job_is_complete_already() {
        running();
        sliceDone(0, 0, 0);
        sliceDone(1, 0, 0);
        tick();
        sliceDone(2, 0, 0);
        sliceDone(3, 0, 0);
        tick();
        assertThat(state()).isEqualTo(JobStatus.COMPLETED);

        post(RESUME);

        assertThat(output.rejections).containsExactly(List.of("job 'job-1' is COMPLETED, which is final"));
    }

    @Test
    void should_complete_only_after_the_resume_when_everything_was_done_during_the_pause() {
        running();
        post(PAUSE);
        sliceDone(0, 0, 0);
        sliceDone(1, 0, 0);
        tick();
        assertThat(state()).isEqualTo(JobStatus.PAUSED);

        post(RESUME);
        tick();

        assertThat(state()).isEqualTo(JobStatus.VERIFYING);
    }

    @Test
    void should_do_nothing_when_a_job_is_paused_twice_and_refuse_the_second_resume() {
        running();
        post(PAUSE);
        post(new Request.Pause("job-1", "dan", "me too"));
        assertThat(message()).as("who came first").isEqualTo("paused by bob: too hot");
        assertThat(output.rejections).isEmpty();

        post(RESUME);
        post(RESUME);
        assertThat(state()).isEqualTo(JobStatus.RUNNING);
        assertThat(output.rejections).containsExactly(List.of("job 'job-1' is RUNNING, not PAUSED"));
    }

    @Test
    void should_refuse_a_command_that_comes_before_its_job_and_serve_the_job() {
        post(PAUSE);

        running();

        assertThat(output.rejections).containsExactly(List.of("there is no job 'job-1'"));
        assertThat(state()).isEqualTo(JobStatus.RUNNING);
    }

    @Test
    void should_pause_and_cancel_a_job_in_every_open_state() {
        post(submit("job-1", "movie", Limits.NONE));
        post(PAUSE);
        assertThat(state()).isEqualTo(JobStatus.PAUSED);
        post(RESUME);
        assertThat(state()).isEqualTo(JobStatus.PLANNING);
        tick();
        sliceDone(0, 0, 0);
        sliceDone(1, 0, 0);
        tick();
        assertThat(state()).isEqualTo(JobStatus.VERIFYING);
        post(PAUSE);
        post(RESUME);
        assertThat(state()).isEqualTo(JobStatus.VERIFYING);
        post(CANCEL);
        assertThat(state()).isEqualTo(JobStatus.CANCELLED);
    }

    @Test
    void should_tell_the_story_of_a_job() {
        running();
        post(new Request.Throttle("job-1", 100, "bob", null));
        post(PAUSE);
        post(PAUSE);
        post(CANCEL);
        post(RESUME);

        assertThat(output.story())
                .containsExactly(
                        "submit by ana for because: accepted",
                        "state by null for null: PLANNING to RUNNING",
                        "throttle by bob for null: no limit to 100/s",
                        "pause by bob for too hot: RUNNING to PAUSED",
                        "pause by bob for too hot: nothing: it was so before",
                        "cancel by cleo for wrong version: PAUSED to CANCELLED",
                        "resume by ana for null: refused: job 'job-1' is CANCELLED, which is final");
    }
}
