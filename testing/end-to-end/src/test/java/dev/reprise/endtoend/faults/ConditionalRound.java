package dev.reprise.endtoend.faults;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.service.ConditionalWriter;
import dev.reprise.endtoend.service.Rows;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * One job with the strategy {@code lwt} beside a live writer that uses lightweight transactions, and what strikes it. Such rows have
 * no timestamps by which an audit could judge them, so the writer remembers what it was told.
 *
 * <p>Threading: one thread.
 */
final class ConditionalRound {

    private static final String TYPE = "doc";
    private static final int ROWS = 300;

    /** Every tenth row: the live writer is at these all the time, before the job comes to them and afterwards. */
    private static final int HOT_EVERY = 10;

    /** As {@link FaultRound} has it: rows of the old version that come after the last scan are not of the promise. */
    private static final int WRITTEN_UP_TO_SHARE = 60;

    private static final Duration STRIKE_WITHIN = Duration.ofSeconds(30);
    private static final Duration JOB_WITHIN = Duration.ofMinutes(4);
    private static final Duration RESUMED_EVERY = Duration.ofSeconds(15);
    private static final Instant FIRST_DAY = Instant.parse("1990-01-01T00:00:00Z");

    private final Fleet fleet;
    private final FaultPlan plan;
    private final Instant day;
    private final String job;
    private volatile Instant verifiedFrom = Instant.MAX;

    /**
     * Prepares a round.
     *
     * @param number of the round in its run: each has a day of its own
     */
    ConditionalRound(Fleet fleet, FaultPlan plan, int number) {
        this.fleet = fleet;
        this.plan = plan;
        this.day = FIRST_DAY.plus(Duration.ofDays(number));
        this.job = "seed-" + plan.seed() + "-" + number;
    }

    /** Runs it and returns everything that is wrong, in words. */
    List<String> run() throws InterruptedException {
        try (AssetDatabase database = fleet.deployment().database()) {
            database.createTables();
            var partition = new AssetPartition(TYPE, day.toString().substring(0, Fleet.BUCKETS.length()));
            List<UUID> ids = new Rows(database).insert(TYPE, partition.bucket(), day, ROWS);
            fleet.awaitWhole();
            var writer = new ConditionalWriter(database, partition, hot(ids), plan.seed());
            try (writer;
                    var follower = new JobFollower(
                            fleet.stack().kafkaAddress(),
                            fleet.deployment().topics(),
                            job,
                            news -> follow(news, writer));
                    var arena = new Arena(fleet, follower, database, day, new SplittableRandom(plan.seed()))) {
                fleet.deployment().topicClient().post(request());
                strike(arena);
                awaitTheEnd(arena);
                writer.close();
                arena.end();
                return problems(follower, writer, ids);
            }
        }
    }

    /** Whatever strikes meanwhile: a strike may last until the job is over, and so may the last write. */
    private void follow(Job news, ConditionalWriter writer) {
        if (news.state() == JobStatus.VERIFYING && news.updatedAt().isBefore(verifiedFrom)) {
            verifiedFrom = news.updatedAt();
        }
        if (share(news.counts().processed()) >= WRITTEN_UP_TO_SHARE) {
            writer.stop();
        }
    }

    private static List<UUID> hot(List<UUID> ids) {
        return IntStream.range(0, ROWS / HOT_EVERY)
                .mapToObj(number -> ids.get(number * HOT_EVERY))
                .toList();
    }

    private void strike(Arena arena) throws InterruptedException {
        for (FaultPlan.Strike strike : plan.strikes()) {
            int share = Math.min(strike.share(), WRITTEN_UP_TO_SHARE);
            arena.await(
                    () -> share(arena.job().processed()) >= share,
                    plan.load().emission().plus(STRIKE_WITHIN));
            strike.fault().strike(arena);
        }
    }

    private void awaitTheEnd(Arena arena) {
        Deadline deadline = Deadline.in(JOB_WITHIN);
        while (!arena.await(() -> arena.job().isOver(), RESUMED_EVERY)) {
            if (deadline.hasPassed()) {
                throw new AssertionError("the job does not end: " + arena.job().newest());
            }
            fleet.resume();
        }
    }

    private List<String> problems(JobFollower follower, ConditionalWriter writer, List<UUID> ids) {
        List<String> problems = new ArrayList<>(writer.problems(ids, verifiedFrom));
        Job end = follower.newest();
        if (end == null || end.state() != JobStatus.COMPLETED || Objects.requireNonNullElse(end.unmigrated(), 0L) > 0) {
            problems.add("the job is not completed, or has rows that are unmigrated: " + end);
        } else {
            int outcomes = fleet.deployment().topicClient().outcomes(job).size();
            if (outcomes != end.counts().emitted()) {
                problems.add(outcomes + " outcomes of " + end.counts());
            }
            System.out.println(job + ": " + end.counts() + ", " + writer.operations() + " live operations");
        }
        return problems;
    }

    private static long share(long processed) {
        return processed * 100 / ROWS;
    }

    private String request() {
        long rate = Math.max(1, ROWS / plan.load().emission().toSeconds());
        return "{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":{\"assetType\":\"" + TYPE + "\",\"from\":\""
                + day
                + "\",\"to\":\"" + day.plus(Duration.ofDays(1))
                + "\"},\"processor\":{\"name\":\"migrate\",\"toVersion\":2},"
                + "\"outcomes\":true,\"limits\":{\"eventsPerSecond\":" + rate + "}}";
    }
}
