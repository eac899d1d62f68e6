package dev.reprise.idproducer.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.BucketPattern;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Progress;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.production.ProductionTerms;
import dev.reprise.service.config.ProcessorLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What requests do to the jobs there are. */
class JobCommandHandlerTest extends CoordinatorFixture {

    @Test
    void should_do_nothing_when_the_same_request_comes_again() {
        post(submit("job-1", "movie", Limits.NONE));
        int published = output.published.size();

        post(submit("job-1", "movie", Limits.NONE));

        assertThat(output.published).hasSize(published);
        assertThat(output.rejections).isEmpty();
    }

    @Test
    void should_refuse_when_a_job_id_is_used_again_with_another_content() {
        post(submit("job-1", "movie", Limits.NONE));

        post(submit("job-1", "poster", Limits.NONE));

        assertThat(output.rejections).hasSize(1);
        assertThat(output.rejections.get(0).get(0)).contains("exists with another content");
    }

    @Test
    void should_refuse_a_second_writer_of_a_type_until_the_first_is_over() {
        post(submit("job-1", "movie", Limits.NONE));

        post(submit("job-2", "movie", Limits.NONE));
        post(submit("job-3", "poster", Limits.NONE));
        assertThat(output.rejections).hasSize(1);
        assertThat(output.rejections.get(0).get(0)).contains("job-1").contains("may write the same assets");

        post(new Request.Cancel("job-1", null, null));
        post(submit("job-2", "movie", Limits.NONE));
        assertThat(output.rejections)
                .as("what it had in flight may still be written")
                .hasSize(2);

        clock.forward(Duration.ofSeconds(11));
        coordinator.tick(moment());
        post(submit("job-2", "movie", Limits.NONE));
        assertThat(output.rejections).hasSize(2);
        assertThat(output.saved).containsKey("job-2");
    }

    @Test
    void should_keep_a_job_within_the_rate_of_its_processor() {
        var limits = new ProcessorLimits(Map.of("migrate", new ProcessorLimits.Limits(100, null, null)));
        coordinator = coordinator(new CoordinatorSettings(
                2, Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofMinutes(1), limits, ProductionTerms.NONE));

        post(submit("job-1", "movie", Limits.NONE));
        assertThat(output.last().eventsPerSecond()).isEqualTo(100);
        post(submit("job-1", "movie", Limits.NONE));
        assertThat(output.rejections).as("the same request").isEmpty();
        post(new Request.Throttle("job-1", 50, null, null));
        assertThat(output.last().eventsPerSecond()).isEqualTo(50);
        post(new Request.Throttle("job-1", null, null, null));
        assertThat(output.last().eventsPerSecond()).isEqualTo(100);
        post(new Request.Throttle("job-1", 500, null, null));
        assertThat(output.last().eventsPerSecond()).isEqualTo(100);
    }

    @Test
    void should_pause_and_resume_where_the_job_was() {
        twoBuckets();
        post(submit("job-1", "movie", Limits.NONE));
        tick();

        post(new Request.Pause("job-1", "bob", "too hot"));
        assertThat(output.last().state()).isEqualTo(JobStatus.PAUSED);
        assertThat(message()).isEqualTo("paused by bob: too hot");
        assertThat(output.last().slices().planned()).isEqualTo(2);

        post(new Request.Resume("job-1", null, null));
        assertThat(output.last().state()).isEqualTo(JobStatus.RUNNING);
        post(new Request.Resume("job-1", null, null));
        assertThat(output.rejections).hasSize(1);
    }

    @Test
    void should_pause_when_the_error_budget_is_exceeded() {
        twoBuckets();
        post(submit("job-1", "movie", new Limits(null, 3L, null)));
        tick();
        worker(new Counts(0, 0, 0, 0, 0, 3));
        tick();
        assertThat(output.last().state()).isEqualTo(JobStatus.RUNNING);

        worker(new Counts(0, 0, 0, 0, 0, 4));
        tick();

        assertThat(output.last().state()).isEqualTo(JobStatus.PAUSED);
        assertThat(message()).contains("4 failed, more than maxFailures 3");
        post(new Request.Resume("job-1", null, null));
        worker(new Counts(0, 1, 0, 0, 0, 7));
        tick();
        assertThat(output.last().state()).as("what had failed is forgiven").isEqualTo(JobStatus.RUNNING);
        worker(new Counts(0, 1, 0, 0, 0, 8));
        tick();
        assertThat(output.last().state()).isEqualTo(JobStatus.PAUSED);
    }

    @Test
    void should_close_the_ledger_of_a_cancelled_job_over_what_was_dropped() {
        twoBuckets();
        post(submit("job-1", "movie", Limits.NONE));
        tick();
        sliceDone(0, 10, 0);
        worker(new Counts(0, 4, 0, 0, 0, 0));
        post(new Request.Cancel("job-1", "bob", null));
        assertThat(output.last().state()).isEqualTo(JobStatus.CANCELLED);

        report(Progress.ofWorker("job-1", 3, new Counts(0, 4, 0, 0, 0, 0), 6));
        clock.forward(Duration.ofSeconds(11));
        coordinator.tick(moment());

        assertThat(output.last().counts()).isEqualTo(new Counts(4, 4, 0, 0, 0, 0));
        assertThat(output.forgotten).containsExactly("job-1");
    }

    @Test
    void should_refuse_commands_that_cannot_be_done() {
        post(new Request.Pause("no-such-job", null, null));
        post(submit("job-1", "movie", Limits.NONE));
        post(new Request.Cancel("job-1", null, null));
        post(new Request.Throttle("job-1", 5, null, null));

        assertThat(output.rejections)
                .containsExactly(
                        List.of("there is no job 'no-such-job'"), List.of("job 'job-1' is CANCELLED, which is final"));
    }

    @Test
    void should_publish_the_new_rate_when_throttled() {
        post(submit("job-1", "movie", Limits.NONE));

        post(new Request.Throttle("job-1", 5, null, null));

        assertThat(output.last().eventsPerSecond()).isEqualTo(5);
        post(submit("job-1", "movie", Limits.NONE));
        assertThat(output.rejections)
                .as("the request is still the one that was posted")
                .isEmpty();
    }

    private void postSelection(String job, Selector selector) {
        Request.Submit like = submit(job, "movie", Limits.NONE);
        post(new Request.Submit(
                job, selector, like.processor(), like.mode(), like.limits(), false, like.requestedBy(), like.reason()));
    }

    @Test
    void should_let_two_writers_in_only_when_what_they_name_cannot_meet() {
        UUID february = UUID.fromString("b7a0c000-c3d0-11ee-8080-808080808080");
        Instant at = BucketPattern.createdAt(february);
        postSelection("ids", new Selector.ByIds("movie", List.of(february), null));

        postSelection("before", new Selector.ByType(List.of("movie"), null, at, null));
        postSelection("behind", new Selector.ByType(List.of("movie"), at.plusMillis(1), null, null));
        assertThat(output.rejections).isEmpty();
        postSelection("over", new Selector.ByType(List.of("movie"), at, at.plusMillis(1), null));
        postSelection("same", new Selector.ByIds("movie", List.of(february), null));
        postSelection("query", new Selector.ByQuery("movie", Json.mapper().createObjectNode(), null));
        assertThat(output.rejections).hasSize(3).allMatch(reasons -> reasons.get(0)
                .contains("may write the same assets"));
        postSelection("other-type", new Selector.ByQuery("poster", Json.mapper().createObjectNode(), null));
        assertThat(output.rejections).hasSize(3);
    }

    @Test
    void should_take_the_types_of_the_job_whose_dead_letters_are_selected() {
        post(submit("first", "movie", Limits.NONE));
        postSelection("too-early", new Selector.DeadLettersOf("first", null, null));
        postSelection("of-none", new Selector.DeadLettersOf("nobody", null, null));
        assertThat(output.rejections).hasSize(2);
        assertThat(output.rejections.get(0).get(0)).contains("'first' is PLANNING and may write the same assets");
        assertThat(output.rejections.get(1).get(0))
                .isEqualTo("there is no job 'nobody' whose dead letters could be selected");

        post(new Request.Cancel("first", null, null));
        clock.forward(Duration.ofSeconds(11));
        coordinator.tick(moment());
        postSelection("again", new Selector.DeadLettersOf("first", null, null));

        assertThat(output.saved.get("again")).isNotNull();
        assertThat(output.saved.get("again").assetTypes()).containsExactly("movie");
    }
}
