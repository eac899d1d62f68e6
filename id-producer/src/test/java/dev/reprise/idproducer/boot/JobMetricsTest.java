package dev.reprise.idproducer.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.idproducer.jobs.JobStanding;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobMetricsTest {

    private static final Instant NOW = Instant.parse("2024-06-01T00:01:00Z");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final JobMetrics metrics = new JobMetrics(registry, Clock.fixed(NOW, ZoneOffset.UTC));

    private static Job job(String id, JobStatus status, Counts counts) {
        var processor = new ProcessorSpec("migrate", Map.of());
        var request = new Request.Submit(
                id,
                new Selector.ByType(List.of("movie"), null, null, null),
                processor,
                Mode.RUN,
                Limits.NONE,
                false,
                null,
                null);
        return new Job(
                id,
                status,
                request,
                new Job.Slices(8, 3),
                counts,
                2,
                null,
                NOW,
                NOW,
                null,
                null,
                new Pinned(processor, Map.of(), Map.of()),
                1);
    }

    private static JobStanding standing(String id, JobStatus status) {
        Job job = job(id, status, new Counts(100, 60, 10, 0, 0, 5));
        return new JobStanding(job, NOW.minusSeconds(60), JobStanding.HeldUpBy.WAITING, 0.5, 7);
    }

    private List<Meter> ofJobs() {
        return registry.getMeters().stream()
                .filter(meter -> meter.getId().getTag("reprise_job") != null)
                .toList();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    @Test
    void should_show_how_a_job_stands() {
        metrics.show(List.of(standing("job-1", JobStatus.RUNNING)));

        assertThat(gauge("reprise.job.state.seconds", "state", "RUNNING", "processor", "migrate"))
                .isEqualTo(60);
        assertThat(registry.get("reprise.job.emitted.events").functionCounter().count())
                .isEqualTo(100);
        assertThat(registry.get("reprise.job.outcomes")
                        .tag("outcome", "changed")
                        .functionCounter()
                        .count())
                .isEqualTo(60);
        assertThat(gauge("reprise.job.ledger.difference.events")).isEqualTo(25);
        assertThat(gauge("reprise.job.parked.events")).isEqualTo(7);
        assertThat(gauge("reprise.job.planned.slices")).isEqualTo(8);
        assertThat(gauge("reprise.job.done.slices")).isEqualTo(3);
        assertThat(gauge("reprise.job.round")).isEqualTo(2);
        assertThat(gauge("reprise.job.error.budget.used.ratio")).isEqualTo(0.5);
        assertThat(gauge("reprise.job.held.up", "by", "waiting")).isEqualTo(1);
        assertThat(gauge("reprise.job.held.up", "by", "throttled")).isZero();
        assertThat(gauge("reprise.jobs.open", "state", "RUNNING")).isEqualTo(1);
    }

    @Test
    void should_show_a_job_in_one_state_when_it_changes() {
        metrics.show(List.of(standing("job-1", JobStatus.RUNNING)));
        metrics.show(List.of(standing("job-1", JobStatus.PAUSED)));

        assertThat(registry.find("reprise.job.state.seconds").gauges())
                .extracting(gauge -> gauge.getId().getTag("state"))
                .containsExactly("PAUSED");
    }

    @Test
    void should_show_nothing_of_a_job_that_is_over_or_led_elsewhere() {
        metrics.show(List.of(standing("job-1", JobStatus.RUNNING), standing("job-2", JobStatus.RUNNING)));
        metrics.show(List.of(standing("job-2", JobStatus.RUNNING)));
        assertThat(ofJobs()).isNotEmpty().allMatch(meter -> "job-2"
                .equals(meter.getId().getTag("reprise_job")));

        metrics.show(List.of());

        assertThat(ofJobs()).isEmpty();
        assertThat(gauge("reprise.jobs.open", "state", "RUNNING")).isZero();
    }

    @Test
    void should_show_no_more_jobs_than_the_bound_but_count_them_all() {
        int all = JobMetrics.JOBS_MAX + 5;
        metrics.show(IntStream.range(0, all)
                .mapToObj(i -> standing("job-" + i, JobStatus.PLANNING))
                .toList());

        assertThat(registry.find("reprise.job.round").gauges()).hasSize(JobMetrics.JOBS_MAX);
        assertThat(gauge("reprise.jobs.open", "state", "PLANNING")).isEqualTo(all);
    }

    @Test
    void should_count_ended_jobs_and_those_whose_sums_differ() {
        metrics.closed(job("job-1", JobStatus.COMPLETED, new Counts(10, 10, 0, 0, 0, 0)));
        metrics.closed(job("job-2", JobStatus.FAILED, new Counts(10, 9, 0, 0, 0, 0)));

        assertThat(registry.get("reprise.jobs.ended")
                        .tag("state", "FAILED")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("reprise.ledger.mismatches").counter().count()).isEqualTo(1);
    }
}
