package dev.reprise.idproducer.boot;

import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.idproducer.jobs.JobDisplay;
import dev.reprise.idproducer.jobs.JobStanding;
import dev.reprise.service.metrics.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Shows the jobs that this instance leads as metrics. A series goes with the job, and when another instance leads the jobs.
 *
 * <p>Threading: told by the thread of the coordinator, read by any number of threads. Bound: the series of {@link
 * #JOBS_MAX} jobs; those behind them are only in the number of open jobs.
 */
final class JobMetrics implements JobDisplay {

    static final int JOBS_MAX = 50;

    private static final String STATE = "state";

    private final MeterRegistry registry;
    private final Clock clock;
    private final Map<JobStatus, AtomicInteger> open = new EnumMap<>(JobStatus.class);
    private final Map<JobStatus, Counter> ended = new EnumMap<>(JobStatus.class);
    private final Counter mismatches;
    private final Map<String, ShownJob> shown = new HashMap<>();

    /**
     * Creates the metrics. Those that every run has are there before the first job, so that a rate begins at zero.
     *
     * @param clock tells how long a job has been in its state
     */
    JobMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
        for (JobStatus status : JobStatus.values()) {
            if (status.isFinal()) {
                ended.put(
                        status,
                        Counter.builder(Metric.JOBS_ENDED.meter())
                                .description(Metric.JOBS_ENDED.help())
                                .tag(STATE, status.name())
                                .register(registry));
            } else {
                var count = new AtomicInteger();
                open.put(status, count);
                Gauge.builder(Metric.JOBS_OPEN.meter(), count, AtomicInteger::get)
                        .description(Metric.JOBS_OPEN.help())
                        .tag(STATE, status.name())
                        .register(registry);
            }
        }
        this.mismatches = Counter.builder(Metric.LEDGER_MISMATCHES.meter())
                .description(Metric.LEDGER_MISMATCHES.help())
                .register(registry);
    }

    @Override
    public void show(List<JobStanding> jobs) {
        Map<JobStatus, Long> states = jobs.stream()
                .collect(Collectors.groupingBy(standing -> standing.job().state(), Collectors.counting()));
        open.forEach(
                (status, count) -> count.set(states.getOrDefault(status, 0L).intValue()));
        Map<String, JobStanding> byJob = jobs.stream()
                .limit(JOBS_MAX)
                .collect(Collectors.toMap(standing -> standing.job().job(), Function.identity()));
        shown.entrySet().removeIf(entry -> {
            boolean gone = !byJob.containsKey(entry.getKey());
            if (gone) {
                entry.getValue().remove();
            }
            return gone;
        });
        byJob.forEach((job, standing) -> {
            ShownJob before = shown.get(job);
            if (before == null) {
                shown.put(job, new ShownJob(registry, clock, standing));
            } else {
                before.stands(standing);
            }
        });
    }

    @Override
    public void closed(Job job) {
        Counter counter = ended.get(job.state());
        if (counter != null) {
            counter.increment();
        }
        if (!job.counts().balanced()) {
            mismatches.increment();
        }
    }

    /** Returns what keeps a job from going faster, without the word for nothing. */
    static List<JobStanding.HeldUpBy> causes() {
        return Arrays.stream(JobStanding.HeldUpBy.values())
                .filter(cause -> cause != JobStanding.HeldUpBy.NOTHING)
                .toList();
    }
}
