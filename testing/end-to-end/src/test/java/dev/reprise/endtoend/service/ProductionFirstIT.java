package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.proxy.FaultyProxy;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Jobs give way to production: by a signal to stand, by a query of Prometheus, and by the latency of the canary. */
@ExtendWith(LocalStackExtension.class)
class ProductionFirstIT {

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");
    private static final int LEAST = 10;

    /** At its least rate a job is seen to be slower. */
    private static final int RATE = 60;

    /** So many that a job lasts until it was looked at, at the least for three minutes. */
    private static final int ROWS = 180 * RATE;

    /** What nobody reaches without help, however busy the machine is; and what is above it. */
    private static final Duration QUICK = Duration.ofMillis(1);

    private static final Duration SLOW = Duration.ofMillis(900);

    private static String submit(String job, String limits) {
        return Requests.submit(job, "doc", "", ",\"limits\":{\"eventsPerSecond\":" + RATE + limits + "}");
    }

    private static void prepare(Deployment deployment, AssetDatabase database) {
        database.createTables();
        new Rows(database).insert("doc", "2024-01", JANUARY, ROWS);
        deployment.with("reprise.production.events-per-second-min", Integer.toString(LEAST));
    }

    private static boolean isHeld(Job job, @Nullable Integer rate, String reason) {
        String message = job.message();
        return Objects.equals(job.heldTo(), rate) && message != null && message.startsWith("held back: " + reason);
    }

    /** Lets the job go as fast as it can, and waits for its end. */
    private static void assertEndsWhole(TopicClient client, String id) {
        client.post("{\"type\":\"throttle\",\"job\":\"" + id + "\",\"eventsPerSecond\":null}");
        Job job = client.awaitEnd(id);
        assertThat(job.state()).as(job.message()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.counts()).isEqualTo(new Counts(ROWS, ROWS, 0, 0, 0, 0));
        assertThat(job.heldTo()).isNull();
    }

    @Test
    void should_stand_with_the_reason_while_a_signal_says_hold_and_go_on_when_it_says_go(LocalStack stack) {
        try (var signal = new StubbedSignals();
                var deployment = new Deployment("held", stack).with("reprise.production.signal-url", signal.address());
                var database = deployment.database()) {
            prepare(deployment, database);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();
            client.post(submit("held", ""));
            client.awaitJob("held", job -> job.counts().processed() > RATE);

            signal.answer(503);
            client.awaitJob("held", job -> isHeld(job, 0, "the production signal answers 503"));
            Job still = client.awaitJob(
                    "held", job -> job.counts().processed() == job.counts().emitted());
            Awaitility.await("the job stands")
                    .during(Duration.ofSeconds(3))
                    .atMost(TopicClient.WITHIN)
                    .until(() -> client.job("held").orElseThrow().counts().equals(still.counts()));

            signal.fallSilent();
            client.awaitJob("held", job -> isHeld(job, 0, "the production signal has not answered for"));
        }
    }

    @Test
    void should_go_on_when_the_signal_says_go_and_slower_while_the_query_is_above_its_threshold(LocalStack stack) {
        try (var signal = new StubbedSignals();
                var deployment = new Deployment("queried", stack)
                        .with("reprise.production.signal-url", signal.address())
                        .with("reprise.production.prometheus-url", signal.address())
                        .with("reprise.production.prometheus-query", "p99")
                        .with("reprise.production.prometheus-threshold", "0.5");
                var database = deployment.database()) {
            prepare(deployment, database);
            signal.answer(429);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();
            client.post(submit("queried", ""));
            Job held = client.awaitJob("queried", job -> isHeld(job, 0, "the production signal answers 429"));
            assertThat(held.counts()).isEqualTo(Counts.ZERO);

            signal.value("1.5");
            signal.answer(200);
            client.awaitJob("queried", job -> isHeld(job, LEAST, "the Prometheus query gives 1.500, threshold 0.5000"));
            client.awaitJob("queried", job -> job.counts().processed() > 0);

            signal.value("0.1");
            client.awaitJob("queried", job -> job.heldTo() != null && job.heldTo() > RATE);
            assertEndsWhole(client, "queried");
        }
    }

    @Test
    void should_go_slower_while_the_canary_is_slow_and_recover(LocalStack stack) {
        try (var proxy = FaultyProxy.before(stack.cassandra().address(), QUICK);
                var deployment = new Deployment("canary", stack);
                var database = deployment.database()) {
            prepare(deployment, database);
            LocalService producer = deployment.startBehind(
                    Map.of("reprise.cassandra.contact-points", proxy.address()),
                    ServiceKind.ID_PRODUCER,
                    instance -> java.util.List.of());
            deployment.start(ServiceKind.REPROCESS_WORKER);
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();
            client.post(submit("canary", ",\"productionLatencyP99Max\":\"PT0.4S\""));
            client.awaitJob("canary", job -> job.heldTo() != null && job.heldTo() >= 2 * LEAST);
            assertThat(producer.metrics().orElseThrow()).containsPattern("reprise_production_p99_seconds 0\\.");

            proxy.delay(SLOW);
            client.awaitJob("canary", job -> isHeld(job, LEAST, "production's p99 is "));

            proxy.delay(QUICK);
            client.awaitJob("canary", job -> job.heldTo() != null && job.heldTo() >= 2 * LEAST);
            assertEndsWhole(client, "canary");
        }
    }
}
