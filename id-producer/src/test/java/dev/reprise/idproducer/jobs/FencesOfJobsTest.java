package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.Request;
import dev.reprise.common.wire.Json;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** No two jobs that write have one fence, and that of a later job is higher. */
class FencesOfJobsTest extends CoordinatorFixture {

    private int fenceOf(Request.Submit submit) {
        post(submit);
        assertThat(output.rejections).isEmpty();
        return output.last().pinned().fence();
    }

    private void cancel(String job) {
        post(new Request.Cancel(job, null, null));
        clock.forward(Duration.ofSeconds(11));
        coordinator.tick(moment());
    }

    private static Request.Submit preview(String job) {
        Request.Submit run = submit(job, "movie", Limits.NONE);
        return new Request.Submit(job, run.selector(), run.processor(), Mode.PREVIEW, Limits.NONE, false, null, null);
    }

    @Test
    void should_put_a_job_behind_a_higher_fence_than_one_that_is_open_or_was_cancelled() {
        assertThat(fenceOf(submit("job-1", "movie", Limits.NONE))).isEqualTo(1);
        assertThat(fenceOf(submit("job-2", "poster", Limits.NONE))).isEqualTo(3);
        cancel("job-1");

        assertThat(fenceOf(submit("job-3", "movie", Limits.NONE))).isEqualTo(5);
    }

    @Test
    void should_remember_the_fences_of_jobs_when_restarted() {
        fenceOf(submit("job-1", "movie", Limits.NONE));
        fenceOf(submit("job-2", "poster", Limits.NONE));
        cancel("job-2");
        restart();

        assertThat(fenceOf(submit("job-3", "poster", Limits.NONE))).isEqualTo(5);
    }

    @Test
    void should_stay_above_the_fence_of_a_job_that_an_earlier_release_has_led_meanwhile() {
        fenceOf(submit("job-1", "movie", Limits.NONE));
        assertThat(fenceOf(submit("job-2", "poster", Limits.NONE))).isEqualTo(3);
        output.saved.put("job-2", withoutFence(Objects.requireNonNull(output.saved.get("job-2"))));
        restart();

        assertThat(fenceOf(submit("job-3", "trailer", Limits.NONE))).isEqualTo(5);
    }

    /** An earlier release passes over a field that it does not know, and leaves it out when it stores the job. */
    private static StoredJob withoutFence(StoredJob job) {
        ObjectNode stored = Json.mapper().valueToTree(job);
        assertThat(((ObjectNode) stored.get("pinned")).remove("fence")).isNotNull();
        return Json.read(Json.bytes(stored), StoredJob.class);
    }

    @Test
    void should_keep_the_fence_of_a_job_when_the_job_changes() {
        fenceOf(submit("job-1", "movie", Limits.NONE));
        fenceOf(submit("job-2", "poster", Limits.NONE));

        post(new Request.Throttle("job-2", 7, null, null));

        assertThat(output.last().pinned().fence()).isEqualTo(3);
    }

    @Test
    void should_give_no_fence_of_its_own_to_a_job_that_does_not_write() {
        assertThat(fenceOf(submit("job-1", "movie", Limits.NONE))).isEqualTo(1);
        fenceOf(submit("job-2", "poster", Limits.NONE));

        assertThat(fenceOf(preview("preview"))).isEqualTo(1);
        cancel("job-2");
        assertThat(fenceOf(submit("job-3", "poster", Limits.NONE))).isEqualTo(7);
    }
}
