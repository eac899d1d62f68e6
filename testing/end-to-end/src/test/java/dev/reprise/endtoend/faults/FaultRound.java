package dev.reprise.endtoend.faults;

import dev.reprise.assets.BucketPattern;
import dev.reprise.audit.Audit;
import dev.reprise.audit.AuditReport;
import dev.reprise.audit.LoadedRows;
import dev.reprise.audit.cassandra.CassandraRowReader;
import dev.reprise.audit.kafka.KafkaTopicReader;
import dev.reprise.audit.kafka.TopicPositions;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.job.Job;
import dev.reprise.endtoend.service.Deployment;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.workload.livewriter.LoggedOperation;
import dev.reprise.workload.livewriter.OperationLogReader;
import dev.reprise.workload.sample.Films;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.SampleSpec;
import dev.reprise.workload.sample.SampleType;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import dev.reprise.workload.sample.cassandra.SampleLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One round: rows of its own, live writers, one job, the faults of its plan, and the verdict.
 *
 * <p>Threading: one thread.
 */
final class FaultRound {

    /** Above emission, far above what a job takes that loses a transaction timeout to every fault. */
    private static final Duration JOB_WITHIN = Duration.ofMinutes(3);

    /** Longer than a job without trouble takes. */
    private static final Duration RESUMED_EVERY = Duration.ofSeconds(15);

    /** Beyond emission; by then the job is gone from where the next fault was to strike. */
    private static final Duration STRIKE_WITHIN = Duration.ofSeconds(15);

    /** Production's new release comes when so many hundredths have their outcome. */
    private static final int DEPLOYED_AT_SHARE = 60;

    /** Rounds have days of their own, so that they have no asset in common. */
    private static final int DAYS = 8;

    private static final Instant FIRST_DAY = Instant.parse("1990-01-01T00:00:00Z");

    private final Fleet fleet;
    private final FaultPlan plan;
    private final SampleAssets sample;
    private final Path logs;
    private final String job;
    private final RoundJob kind;

    /** Prepares a round of the main job. */
    FaultRound(Fleet fleet, FaultPlan plan, int number) {
        this(fleet, plan, number, RoundJob.Kind.MIGRATE);
    }

    /**
     * Prepares a round.
     *
     * @param number of the round in its run
     */
    FaultRound(Fleet fleet, FaultPlan plan, int number, RoundJob.Kind kind) {
        this.fleet = fleet;
        this.plan = plan;
        Instant from = FIRST_DAY.plus(Duration.ofDays((long) number * DAYS));
        this.sample = new SampleAssets(
                Films.load(),
                new SampleSpec(plan.load().assets(), plan.seed(), BucketPattern.of(Fleet.BUCKETS), 0)
                        .createdBetween(from, from.plus(Duration.ofDays(DAYS))));
        this.job = "seed-" + plan.seed() + "-" + number;
        this.kind = kind.of(fleet, sample, plan);
        this.logs = Deployment.logs().resolve(fleet.deployment().topics().events() + "-" + job);
    }

    /** Runs it and returns what the checker says. */
    AuditReport run() throws InterruptedException {
        // The tables first: services wait for them.
        try (AssetDatabase database = fleet.deployment().database()) {
            kind.createTables(database);
            SampleLoader.load(database, sample, rows -> {});
            fleet.awaitWhole();
            kind.prepare(fleet.deployment().topicClient(), job, selector());
            var topics = new KafkaTopicReader(
                    fleet.stack().kafkaAddress(), fleet.deployment().topics(), System::nanoTime);
            TopicPositions before = topics.positions();
            try (var traffic = new LiveTraffic(plan, sample, kind, database, logs);
                    var follower = new JobFollower(
                            fleet.stack().kafkaAddress(),
                            fleet.deployment().topics(),
                            job,
                            news -> deployInItsMidst(news, traffic))) {
                fleet.deployment().topicClient().post(request());
                try (var arena =
                        new Arena(fleet, follower, database, sample.from(), new SplittableRandom(plan.seed()))) {
                    follow(arena.beside(traffic));
                }
            }
            AuditReport report = verdict(database, topics.since(before));
            List<LoggedOperation> log = new ArrayList<>();
            new OperationLogReader(logs).forEach(log::add);
            return report.withEffects(kind.problems(database, log));
        }
    }

    private void follow(Arena arena) throws InterruptedException {
        for (FaultPlan.Strike strike : plan.strikes()) {
            arena.await(() -> arena.job().isOver() || share(arena) >= strike.share(), within(STRIKE_WITHIN));
            strike.fault().strike(arena);
        }
        awaitTheEnd(arena);
        arena.end();
    }

    /** An instance may pass the point it was armed for as late as now, and suspend itself once more. */
    private void awaitTheEnd(Arena arena) {
        Deadline deadline = Deadline.in(within(JOB_WITHIN));
        while (!arena.await(() -> arena.job().isOver(), RESUMED_EVERY)) {
            if (deadline.hasPassed()) {
                throw new AssertionError("the job does not end: " + arena.job().newest());
            }
            fleet.resume();
            if (plan.pauses()) {
                arena.resumeJob();
            }
        }
    }

    private Duration within(Duration time) {
        return plan.load().emission().plus(time);
    }

    /** Whatever strikes meanwhile: rows of the old version that come after the last scan are not of the promise. */
    private void deployInItsMidst(Job news, LiveTraffic traffic) {
        if (news.counts().processed() * 100 / selected() >= DEPLOYED_AT_SHARE) {
            traffic.deploy();
        }
    }

    private long share(Arena arena) {
        return arena.job().processed() * 100 / selected();
    }

    private long selected() {
        return SampleType.MOVIE.countAmong(plan.load().assets());
    }

    private String request() {
        long rate = Math.max(1, selected() / plan.load().emission().toSeconds());
        return "{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":" + selector() + ",\"mode\":\""
                + kind.mode().word() + "\",\"processor\":" + kind.processor()
                + ",\"outcomes\":true,\"limits\":{\"eventsPerSecond\":" + rate + "}}";
    }

    private String selector() {
        return "{\"assetType\":\"movie\",\"from\":\"" + sample.from() + "\",\"to\":\"" + sample.to() + "\"}";
    }

    private AuditReport verdict(AssetDatabase database, KafkaTopicReader topics) {
        var sources = new Audit.Sources(
                topics,
                new CassandraRowReader(database).within(partitions(sample)),
                new OperationLogReader(logs)::forEach);
        var audit = new Audit(LoadedRows.of(sample), fleet.release(), sources, InstantSource.system());
        return (plan.stalls() ? audit.amidStalls() : audit).of(job);
    }

    /** Returns where the rows of a round are. */
    static List<AssetPartition> partitions(SampleAssets sample) {
        List<AssetPartition> partitions = new ArrayList<>();
        for (SampleType type : SampleType.values()) {
            for (int day = 0; day < DAYS; day++) {
                String bucket =
                        sample.from().plus(Duration.ofDays(day)).toString().substring(0, Fleet.BUCKETS.length());
                partitions.add(new AssetPartition(type.word(), bucket));
            }
        }
        return partitions;
    }
}
