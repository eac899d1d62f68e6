package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.BucketPattern;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.wire.Json;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.process.Signal;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.Films;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.SampleSpec;
import dev.reprise.workload.sample.SampleType;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import dev.reprise.workload.sample.cassandra.SampleLoader;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A job is throttled, paused, resumed and cancelled in its midst while another one goes on, and all services are killed in
 * between: nothing is lost or done twice. How soon each command is felt, and what the other job's rate was, is printed
 * to be read; a large run is made by {@code -Dreprise.steering.assets=N}.
 */
@ExtendWith(LocalStackExtension.class)
class JobCommandsIT {

    /** A good half of them is of the steered job, a fifth of the other one. */
    private static final int ASSETS = Integer.getInteger("reprise.steering.assets", 10_000);

    private static final long STEERED_ROWS = SampleType.MOVIE.countAmong(ASSETS);
    private static final long OTHER_ROWS = SampleType.POSTER.countAmong(ASSETS);

    /** Below what two cores can do, so that what is felt is the command and not the lack of them. */
    private static final int STEERED_RATE = Math.max(100, ASSETS / 600);

    /** So slow that it is there all the time. */
    private static final int OTHER_RATE = STEERED_RATE / 5;

    private static Deployment deployment(LocalStack stack) {
        return new Deployment("steering", stack)
                .impatient()
                .withSamples()
                .with("reprise.assets.bucket-pattern", "yyyy-MM-dd");
    }

    private static String submit(String job, SampleType type, int rate) {
        return Requests.submit(job, type.word(), "", ",\"limits\":{\"eventsPerSecond\":" + rate + "}");
    }

    private static String throttle(String job, @Nullable Integer rate) {
        return "{\"type\":\"throttle\",\"job\":\"" + job + "\",\"eventsPerSecond\":" + rate + "}";
    }

    private final Steps steps = new Steps();

    @Test
    void should_steer_one_job_alone_and_lose_nothing_when_all_services_are_killed_in_between(LocalStack stack) {
        try (var deployment = deployment(stack);
                var database = deployment.database()) {
            SampleLoader.load(
                    database,
                    new SampleAssets(Films.load(), new SampleSpec(ASSETS, 1, BucketPattern.of("yyyy-MM-dd"), 0)),
                    rows -> {});
            deployment.startBoth();
            TopicClient client = deployment.topicClient();
            client.post(submit("other", SampleType.POSTER, OTHER_RATE));
            client.post(submit("steered", SampleType.MOVIE, STEERED_RATE));

            steer(client, deployment);
            takeUpTheRest(client, deployment);
            client.post(throttle("other", null));

            Job other = client.awaitEnd("other");
            Job steered = client.awaitEnd("steered");
            Job rest = client.awaitEnd("rest");
            var timeline = Timeline.read(client, deployment.topics().outcomes());
            timeline.report(steps, "steered", "other");
            assertOnce(client, deployment, database, steered, rest);
            assertThat(other.counts().changed() + other.counts().failed()).isEqualTo(OTHER_ROWS);
            assertThat(timeline.count("other")).isEqualTo(other.counts().emitted());
        }
    }

    /** Commands to a job in its midst, with a crash of everything while it is paused. */
    private void steer(TopicClient client, Deployment deployment) {
        awaitMore(client, "steered", 8L * STEERED_RATE);
        steps.post(client, "throttle", throttle("steered", STEERED_RATE / 4));
        awaitMore(client, "steered", 2L * STEERED_RATE);
        steps.post(client, "unthrottle", throttle("steered", STEERED_RATE));
        awaitMore(client, "steered", 6L * STEERED_RATE);
        steps.post(client, "pause", Requests.command("pause", "steered"));
        client.awaitJob("steered", job -> job.state() == JobStatus.PAUSED);
        // The other job goes on; then everything dies.
        awaitMore(client, "other", 5L * OTHER_RATE);
        steps.note("killed");
        killAll(deployment);
        steps.note("alive");
        awaitMore(client, "other", 5L * OTHER_RATE);
        assertThat(client.job("steered").map(Job::state)).contains(JobStatus.PAUSED);
        steps.post(client, "resume", Requests.command("resume", "steered"));
        awaitMore(client, "steered", 6L * STEERED_RATE);
        steps.post(client, "cancel", Requests.command("cancel", "steered"));
        client.awaitJob("steered", job -> job.state() == JobStatus.CANCELLED);
        awaitMore(client, "other", 5L * OTHER_RATE);
    }

    /** Another job does what is left, and its commands are in the topic when everything dies. */
    private void takeUpTheRest(TopicClient client, Deployment deployment) {
        Awaitility.await("the next job is accepted")
                .atMost(TopicClient.WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    client.post(submit("rest", SampleType.MOVIE, STEERED_RATE));
                    return client.job("rest").isPresent();
                });
        awaitMore(client, "rest", 5L * STEERED_RATE);
        client.post(Requests.command("pause", "rest"));
        killAll(deployment);
        client.awaitJob("rest", job -> job.state() == JobStatus.PAUSED);
        client.post(Requests.command("resume", "rest"));
        killAll(deployment);
        client.post(throttle("rest", null));
    }

    private static void killAll(Deployment deployment) {
        deployment.running().forEach(one -> one.process().signal(Signal.KILL));
        LocalService producer = deployment.start(ServiceKind.ID_PRODUCER);
        LocalService worker = deployment.start(ServiceKind.REPROCESS_WORKER);
        Deployment.awaitReady(producer);
        Deployment.awaitReady(worker);
    }

    private static void awaitMore(TopicClient client, String job, long events) {
        long before = client.awaitJob(job, one -> true).counts().processed();
        client.awaitJob(job, one -> one.counts().processed() >= before + events);
    }

    private static void assertOnce(
            TopicClient client, Deployment deployment, AssetDatabase database, Job steered, Job rest) {
        assertThat(rest.state()).as(rest::toString).isIn(JobStatus.COMPLETED, JobStatus.COMPLETED_WITH_FAILURES);
        assertThat(steered.counts().emitted()).isEqualTo(steered.counts().processed());
        Set<UUID> migrated = new HashSet<>();
        Set<UUID> failed = new HashSet<>();
        Set<String> events = new HashSet<>();
        client.forEach(deployment.topics().outcomes(), one -> {
            OutcomeRecord outcome = Json.read(one.value(), OutcomeRecord.class);
            if (outcome.assetType().equals(SampleType.MOVIE.word())) {
                assertThat(events.add(outcome.job() + outcome.assetId() + outcome.round()))
                        .as(() -> "one outcome an event: " + outcome)
                        .isTrue();
                (outcome.outcome() == Outcome.FAILED ? failed : migrated).add(outcome.assetId());
            }
        });
        failed.removeAll(migrated);
        assertThat(migrated.size() + failed.size()).isEqualTo(Math.toIntExact(STEERED_ROWS));
        long below = 0;
        for (var row : database.session()
                .execute("SELECT asset_id, schema_version FROM "
                        + AssetDatabase.quoted(database.tables().keyspace())
                        + ".asset WHERE asset_type = 'movie' ALLOW FILTERING")) {
            boolean isBelow = row.getInt(1) < 3;
            below += isBelow ? 1 : 0;
            assertThat(isBelow && !failed.contains(row.getUuid(0)))
                    .as("row %s", row.getUuid(0))
                    .isFalse();
        }
        assertThat(below).isEqualTo(failed.size());
    }
}
