package dev.reprise.worker.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Stage;
import dev.reprise.common.job.JobBrief;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.pipeline.result.Result;
import dev.reprise.worker.report.ResultCounts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ResultMetricsTest {

    private static final Result CHANGED = new Result.Done(Outcome.CHANGED, false);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ResultMetrics metrics = new ResultMetrics(registry);
    private final Map<String, JobBrief> jobs = new HashMap<>();
    private final ResultCounts.OfTask task = metrics.ofTask(job -> Optional.ofNullable(jobs.get(job)));

    private void becomes(String job, JobStatus status) {
        var pinned = new Pinned(new ProcessorSpec("migrate", Map.of()), Map.of(), Map.of());
        var terms = status.isFinal()
                ? null
                : new JobBrief.Terms(Mode.RUN, false, null, 1, null, pinned, Instant.EPOCH, null);
        var brief = new JobBrief(job, status, false, terms);
        jobs.put(job, brief);
        metrics.changed(brief);
    }

    private Collection<Counter> ofJob(String job) {
        return registry.find("reprise.worker.job.events")
                .tag("reprise_job", job)
                .counters();
    }

    private double changed(String job, String assetType, String processor) {
        return registry.get("reprise.worker.job.events")
                .tags("reprise_job", job, "asset_type", assetType, "processor", processor, "outcome", "changed")
                .counter()
                .count();
    }

    private double total(String outcome) {
        return registry.get("reprise.worker.events")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Test
    void should_count_by_job_type_and_processor_while_the_job_is_open() {
        becomes("job-1", JobStatus.RUNNING);

        task.count("job-1", "movie", CHANGED);
        task.count("job-1", "movie", CHANGED);
        task.count("job-1", "trailer", CHANGED);

        assertThat(changed("job-1", "movie", "migrate")).isEqualTo(2);
        assertThat(changed("job-1", "trailer", "migrate")).isEqualTo(1);
        assertThat(total("changed")).isEqualTo(3);
    }

    @Test
    void should_remove_the_series_of_a_job_when_it_ends_and_make_none_for_what_comes_later() {
        becomes("job-1", JobStatus.RUNNING);
        task.count("job-1", "movie", CHANGED);

        becomes("job-1", JobStatus.CANCELLED);
        task.count("job-1", "movie", new Result.Skipped());
        task.count("job-1", "trailer", new Result.Skipped());

        assertThat(ofJob("job-1")).isEmpty();
        assertThat(total("skipped")).isEqualTo(2);
        assertThat(total("changed")).as("totals stay").isEqualTo(1);
    }

    @Test
    void should_count_as_other_when_there_are_more_jobs_or_types_than_the_bound() {
        for (int i = 0; i <= ResultMetrics.JOBS_MAX; i++) {
            becomes("job-" + i, JobStatus.RUNNING);
            task.count("job-" + i, "movie", CHANGED);
        }
        for (int i = 0; i < 2 * ResultMetrics.TYPES_MAX; i++) {
            task.count("job-0", "type-" + i, CHANGED);
        }

        assertThat(ofJob("job-" + ResultMetrics.JOBS_MAX)).isEmpty();
        assertThat(changed("other", "other", "other")).isEqualTo(1);
        assertThat(changed("job-0", "other", "migrate")).isEqualTo(ResultMetrics.TYPES_MAX + 1);
    }

    @Test
    void should_give_a_job_its_series_when_the_view_learns_of_it_late() {
        task.count("job-1", "movie", CHANGED);
        becomes("job-1", JobStatus.RUNNING);
        for (int i = 0; i < 1_000; i++) {
            task.count("job-1", "movie", CHANGED);
        }

        assertThat(changed("job-1", "movie", "migrate")).isGreaterThan(700);
    }

    @Test
    void should_count_dead_letters_by_stage() {
        task.count("job-1", "movie", new Result.Failed(Failure.of(Stage.VALIDATE, "Schema", "no title"), false));

        assertThat(registry.get("reprise.worker.dead.letters")
                        .tag("stage", "validate")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(total("failed")).isEqualTo(1);
    }
}
