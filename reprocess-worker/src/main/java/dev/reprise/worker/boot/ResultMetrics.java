package dev.reprise.worker.boot;

import dev.reprise.common.event.Stage;
import dev.reprise.common.job.JobBrief;
import dev.reprise.pipeline.result.Result;
import dev.reprise.pipeline.result.ResultKind;
import dev.reprise.service.metrics.Metric;
import dev.reprise.worker.report.ResultCounts;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts results for the operators, when they are handed on. A replay counts twice here; the ledger does not. The series of
 * a job are removed when it ends; what comes of it later counts as {@code other}.
 *
 * <p>Threading: safe for any number of threads; each {@link OfTask} belongs to one. Bound: {@link #JOBS_MAX} jobs of
 * {@link #TYPES_MAX} types each, and the rest together.
 */
final class ResultMetrics implements ResultCounts {

    static final int JOBS_MAX = 16;
    static final int TYPES_MAX = 8;

    /** What does not get a series of its own. */
    static final String OTHER = "other";

    /** After so many results without a series of their own a task looks again whether there is one. */
    private static final int LOOK_AGAIN_AFTER = 256;

    private final MeterRegistry registry;
    private final Map<ResultKind, Counter> all;
    private final Map<ResultKind, Counter> others;
    private final Map<Stage, Counter> deadLetters = new EnumMap<>(Stage.class);
    private final Map<String, Map<String, Map<ResultKind, Counter>>> byJob = new HashMap<>();

    /** Creates the metrics. Those that every run has are there before the first event, so that a rate begins at zero. */
    ResultMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.all = counters(Metric.WORKER_EVENTS);
        this.others = ofJob(OTHER, OTHER, OTHER);
        for (Stage stage : Stage.values()) {
            deadLetters.put(
                    stage,
                    Counter.builder(Metric.WORKER_DEAD_LETTERS.meter())
                            .description(Metric.WORKER_DEAD_LETTERS.help())
                            .tag("stage", stage.word())
                            .register(registry));
        }
    }

    @Override
    public OfTask ofTask(Function<String, Optional<JobBrief>> jobs) {
        return new Task(jobs);
    }

    @Override
    public synchronized void changed(JobBrief job) {
        Map<String, Map<ResultKind, Counter>> over = job.state().isFinal() ? byJob.remove(job.job()) : null;
        if (over != null) {
            over.values().forEach(counters -> counters.values().forEach(registry::remove));
        }
    }

    /** Returns the counters of a type of a job. A job that the view calls over has none: they would never be removed. */
    private synchronized Map<ResultKind, Counter> find(
            String job, String assetType, Function<String, Optional<JobBrief>> jobs) {
        JobBrief.Terms terms = jobs.apply(job).map(JobBrief::terms).orElse(null);
        if (terms == null || (byJob.size() >= JOBS_MAX && !byJob.containsKey(job))) {
            return others;
        }
        Map<String, Map<ResultKind, Counter>> byType = byJob.computeIfAbsent(job, unseen -> new HashMap<>());
        String type = byType.size() < TYPES_MAX || byType.containsKey(assetType) ? assetType : OTHER;
        String processor = terms.pinned().processor().name();
        return byType.computeIfAbsent(type, unseen -> ofJob(job, type, processor));
    }

    private Map<ResultKind, Counter> ofJob(String job, String assetType, String processor) {
        return counters(Metric.WORKER_JOB_EVENTS, "reprise_job", job, "asset_type", assetType, "processor", processor);
    }

    /** Returns a counter for each kind of result. */
    private Map<ResultKind, Counter> counters(Metric metric, String... tags) {
        Map<ResultKind, Counter> counters = new EnumMap<>(ResultKind.class);
        for (ResultKind kind : ResultKind.values()) {
            counters.put(
                    kind,
                    Counter.builder(metric.meter())
                            .description(metric.help())
                            .tags(tags)
                            .tag("outcome", kind.word())
                            .register(registry));
        }
        return counters;
    }

    private static <K> void increment(Map<K, Counter> counters, K kind) {
        Counter counter = counters.get(kind);
        if (counter != null) {
            counter.increment();
        }
    }

    /** Keeps the counters of the last job and type at hand: results come in groups of one. */
    private final class Task implements OfTask {

        private final Function<String, Optional<JobBrief>> jobs;
        private @Nullable String job;
        private @Nullable String assetType;
        private Map<ResultKind, Counter> counters = others;
        private int uses;

        Task(Function<String, Optional<JobBrief>> jobs) {
            this.jobs = jobs;
        }

        @Override
        public void count(String ofJob, String ofType, Result result) {
            boolean same = ofJob.equals(job) && ofType.equals(assetType);
            if (!same || (counters == others && ++uses >= LOOK_AGAIN_AFTER)) {
                counters = find(ofJob, ofType, jobs);
                job = ofJob;
                assetType = ofType;
                uses = 0;
            }
            increment(all, result.kind());
            increment(counters, result.kind());
            if (result instanceof Result.Failed failed) {
                increment(deadLetters, failed.failure().stage());
            }
        }
    }
}
