package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.localstack.process.Signal;
import dev.reprise.localstack.proxy.FaultyProxy;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a worker does when it cannot work: it waits and says so, and it stops in order all the same. */
@ExtendWith(LocalStackExtension.class)
class DatabaseOutageIT {

    /** So many that the job lasts until its trouble is there; it is let go at the end. */
    private static final int ROWS = 4_000;

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);

    /** So long an outage lasts at least; it always lasts until a worker has lost its patience. */
    private static final Duration OUTAGE = Duration.parse(System.getProperty("reprise.trouble.outage", "PT0S"));

    private static final String REQUEST = "{\"type\":\"submit\",\"job\":\"%s\",\"selector\":{\"assetType\":\"doc\"},"
            + "\"processor\":{\"name\":\"migrate\",\"toVersion\":2},\"outcomes\":true,"
            + "\"limits\":{\"eventsPerSecond\":100}}";

    @Test
    void should_leave_in_order_and_lose_nothing_when_stopped_while_the_database_is_away(LocalStack stack)
            throws InterruptedException {
        try (var proxy = FaultyProxy.before(stack.cassandra().address());
                var deployment = new Deployment("stop_in_trouble", stack);
                var database = deployment.database()) {
            TopicClient client = deployment.topicClient();
            LocalService worker = workerInTheMidstOf("stopped", deployment, database, proxy);

            proxy.stall();
            try {
                worker.process().signal(Signal.TERM);
                assertThat(worker.process().awaitExit(STOP_WITHIN))
                        .as(() -> "stopped within the time of the contract:\n" + Deployment.lastLog(worker.process()))
                        .isTrue();
            } finally {
                proxy.goOn();
            }

            assertThat(worker.process().exitCode()).hasValue(0);
            start(ServiceKind.REPROCESS_WORKER, deployment, proxy);
            assertDone(client, "stopped");
        }
    }

    @Test
    void should_wait_and_lose_nothing_when_the_database_is_away_for_longer_than_the_patience(LocalStack stack) {
        try (var proxy = FaultyProxy.before(stack.cassandra().address());
                var deployment = new Deployment("outage", stack);
                var database = deployment.database()) {
            TopicClient client = deployment.topicClient();
            LocalService worker = workerInTheMidstOf("waiting", deployment, database, proxy);

            Deadline outage = Deadline.in(OUTAGE);
            proxy.stall();
            try {
                Awaitility.await("readiness says why")
                        .atMost(OUTAGE.plus(Deployment.READY_WITHIN))
                        .until(() -> outage.hasPassed() && readiness(worker).contains("waiting for the database"));
            } finally {
                proxy.goOn();
            }

            assertDone(client, "waiting");
            Deployment.awaitReady(worker);
        }
    }

    @Test
    void should_say_what_a_person_must_fix_and_go_on_when_it_is_fixed(LocalStack stack) {
        try (var proxy = FaultyProxy.before(stack.cassandra().address());
                var deployment = new Deployment("fatal", stack);
                var database = deployment.database()) {
            TopicClient client = deployment.topicClient();
            LocalService worker = workerInTheMidstOf("broken", deployment, database, proxy);

            database.session().execute("ALTER TABLE fatal.asset DROP last_job");
            Awaitility.await("readiness says why")
                    .atMost(Deployment.READY_WITHIN)
                    .until(
                            () -> readiness(worker),
                            body -> body.contains("a person must fix this") && body.contains("last_job"));
            assertThat(client.deadLetters()).isEmpty();
            database.session().execute("ALTER TABLE fatal.asset ADD last_job text");

            assertDone(client, "broken");
            Deployment.awaitReady(worker);
        }
    }

    /** Begins a job on some rows; returns the worker that has done a part of it. */
    private static LocalService workerInTheMidstOf(
            String name, Deployment deployment, AssetDatabase database, FaultyProxy proxy) {
        database.createTables();
        new Rows(database).insert("doc", "2024-01", JANUARY, ROWS);
        start(ServiceKind.ID_PRODUCER, deployment, proxy);
        LocalService worker = start(ServiceKind.REPROCESS_WORKER, deployment, proxy);
        deployment.awaitReady();
        TopicClient client = deployment.topicClient();
        client.post(REQUEST.formatted(name));
        client.awaitJob(name, job -> job.counts().processed() > ROWS / 40);
        return worker;
    }

    /** Its database is away when the proxy stalls, and that of other tests is not. */
    private static LocalService start(ServiceKind kind, Deployment deployment, FaultyProxy proxy) {
        return deployment.startBehind(
                Map.of("reprise.cassandra.contact-points", proxy.address()), kind, instance -> List.of());
    }

    private static String readiness(LocalService service) {
        return service.get("/q/health/ready").map(HttpResponse::body).orElse("");
    }

    private static void assertDone(TopicClient client, String name) {
        client.post("{\"type\":\"throttle\",\"job\":\"" + name + "\",\"eventsPerSecond\":null}");
        Job job = client.awaitEnd(name);
        assertThat(job.state()).as(job::toString).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.counts().emitted())
                .isEqualTo(job.counts().changed() + job.counts().unchanged());
        assertThat(client.outcomes(name)).hasSize((int) job.counts().emitted());
        assertThat(client.events(name)).hasSize((int) job.counts().emitted()).doesNotHaveDuplicates();
        assertThat(client.deadLetters()).isEmpty();
        assertThat(job.counts()).isNotEqualTo(Counts.ZERO);
    }
}
