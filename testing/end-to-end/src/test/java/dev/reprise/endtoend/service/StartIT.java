package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.endtoend.stack.StackFolders;
import dev.reprise.localstack.process.LoopbackPorts;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a service does when what it needs is not there, is wrong, or goes away for a while. */
@ExtendWith(LocalStackExtension.class)
@Order(1)
class StartIT {

    /** Longer than {@code reprise.streams.transaction-timeout}, and than every timeout of a consumer. */
    private static final Duration FROZEN = Duration.ofSeconds(75);

    private static final int DOCS = 1_500;

    private static final String REQUEST =
            "{\"type\":\"submit\",\"job\":\"late\",\"selector\":{\"assetType\":\"doc\"},\"processor\":{\"name\":\"migrate\",\"toVersion\":2}}";

    @Test
    void should_wait_for_kafka_at_the_start_and_outlast_it_when_it_is_frozen(LocalStack stack, @TempDir Path folder)
            throws IOException {
        int port = LoopbackPorts.choose();
        Path hosts = Files.createFile(folder.resolve("hosts"));
        Deployment deployment = withKafka("late_kafka", hosts, port, stack);
        Deployment idle = withKafka("idle_kafka", hosts, port, stack);
        try (deployment;
                idle;
                var database = deployment.database();
                var other = idle.database()) {
            database.createTables();
            other.createTables();
            new Rows(database).insert("doc", "2024-01", Instant.parse("2024-01-05T00:00:00Z"), DOCS);
            LocalService producer = deployment.start(ServiceKind.ID_PRODUCER);
            LocalService worker = deployment.start(ServiceKind.REPROCESS_WORKER);
            awaitReason(producer, "no connection to Kafka at kafka.test:" + port);
            awaitReason(worker, "no connection to Kafka at kafka.test:" + port);
            assertThat(status(producer, "/q/health/live")).isEqualTo(200);

            Files.writeString(hosts, "127.0.0.1 kafka.test\n");
            awaitReason(producer, "Kafka does not answer");
            awaitReason(worker, "Kafka does not answer");

            var options = StackFolders.fresh("late-kafka")
                    .withServers(ServerKind.KAFKA)
                    .withPort(ServerKind.KAFKA, port);
            try (LocalStack late = LocalStack.start(options)) {
                idle.start(ServiceKind.ID_PRODUCER);
                idle.start(ServiceKind.REPROCESS_WORKER);
                deployment.awaitReady();
                idle.awaitReady();
                freezeDuringAJob(late, deployment, idle);
                idle.close();
                deployment.close();
            }
        }
    }

    private static Deployment withKafka(String name, Path hosts, int port, LocalStack stack) {
        return new Deployment(name, stack)
                .asShipped()
                .with("jdk.net.hosts.file", hosts.toString())
                .with("kafka.bootstrap.servers", "kafka.test:" + port);
    }

    /** A broker that is frozen for longer than a transaction may last: Kafka has given up all that was open. */
    private static void freezeDuringAJob(LocalStack late, Deployment busy, Deployment idle) {
        TopicClient client = new TopicClient(late.kafka().address(), busy.topics());
        client.post(Requests.submit("late", "doc", "", ",\"limits\":{\"eventsPerSecond\":20}"));
        client.awaitJob("late", job -> job.counts().processed() > 0);
        List<LocalService> services =
                Stream.concat(busy.running().stream(), idle.running().stream()).toList();
        late.kafka().suspend();
        long frozenAt = System.nanoTime();

        services.forEach(service -> awaitReason(service, "Kafka has not answered for"));
        Awaitility.await("Kafka is frozen for long enough")
                .atMost(FROZEN.plus(Deployment.READY_WITHIN))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    assertThat(services).allSatisfy(StartIT::assertAlive);
                    return System.nanoTime() - frozenAt >= FROZEN.toNanos();
                });
        services.forEach(service -> awaitReason(service, "Kafka has not answered for"));
        late.kafka().resume();

        busy.awaitReady();
        idle.awaitReady();
        assertThat(services).hasSize(4).allSatisfy(StartIT::assertAlive);
        client.post("{\"type\":\"throttle\",\"job\":\"late\",\"eventsPerSecond\":null}");
        Job job = client.awaitEnd("late");
        assertThat(job.state()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.counts()).isEqualTo(new Counts(DOCS, DOCS, 0, 0, 0, 0));
        assertThat(client.events("late")).hasSize(DOCS).doesNotHaveDuplicates();
        assertThat(client.outcomes("late")).hasSize(DOCS).doesNotHaveDuplicates();
    }

    @Test
    void should_wait_for_topics_and_tables_and_say_so_when_they_are_not_there_yet(LocalStack stack) {
        try (var deployment = new Deployment("late_tables", stack).asShipped().with("reprise.topics.create", "false");
                var database = deployment.database()) {
            LocalService worker = deployment.start(ServiceKind.REPROCESS_WORKER);
            awaitReason(worker, "topics late_tables-reprocess-jobs");
            assertThat(status(worker, "/q/health/started")).isEqualTo(503);

            deployment.with("reprise.topics.create", "true");
            LocalService producer = deployment.start(ServiceKind.ID_PRODUCER);
            awaitReason(worker, "keyspace late_tables does not exist");
            awaitReason(producer, "keyspace late_tables does not exist");
            assertThat(status(worker, "/q/health/live")).isEqualTo(200);

            database.createTables();
            new Rows(database).insert("doc", "2024-01", Instant.parse("2024-01-05T00:00:00Z"), 5);
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();
            client.post(REQUEST);
            assertThat(client.awaitEnd("late").counts().changed()).isEqualTo(5);
            assertThat(worker.metrics().orElse(""))
                    .contains("reprise_worker_events_total{outcome=\"changed\",} 5.0")
                    .contains("records_lag_max");
            assertThat(producer.metrics().orElse("")).contains("reprise_worker_lag");
        }
    }

    @Test
    void should_wait_for_cassandra_and_say_so_when_it_is_not_there(LocalStack stack) {
        String nowhere = "127.0.0.1:" + LoopbackPorts.choose();
        // In the form of the environment, as Kubernetes would give it.
        try (var deployment = new Deployment("late_cassandra", stack)
                .asShipped()
                .without("reprise.cassandra.contact-points")
                .with("REPRISE_CASSANDRA_CONTACT_POINTS", nowhere)) {
            LocalService worker = deployment.start(ServiceKind.REPROCESS_WORKER);

            awaitReason(worker, "Cassandra does not answer at [127.0.0.1");

            assertThat(status(worker, "/q/health/live")).isEqualTo(200);
        }
    }

    @Test
    void should_end_with_code_2_and_every_error_when_the_configuration_is_wrong(LocalStack stack)
            throws InterruptedException {
        for (ServiceKind kind : ServiceKind.NEEDED) {
            try (var deployment = new Deployment("wrong_settings", stack)
                    .asShipped()
                    .with("reprise.assets.layout", "heap")
                    .with("reprise.write-back.settle-time", "2 seconds")
                    .with("reprise.assets.kyespace", "typo")) {
                LocalService service = deployment.start(kind);

                assertThat(service.process().awaitExit(TopicClient.WITHIN)).isTrue();

                String log = Deployment.lastLog(service.process());
                assertThat(service.process().exitCode()).as(log).hasValue(2);
                assertThat(log)
                        .contains("reprise.assets.layout: 'heap'")
                        .contains("reprise.write-back.settle-time: '2 seconds'")
                        .contains("reprise.assets.kyespace: there is no such key");
            }
        }
    }

    @Test
    void should_end_with_code_2_and_name_the_file_when_a_migration_is_wrong(LocalStack stack, @TempDir Path folder)
            throws InterruptedException, IOException {
        Path type = Files.createDirectories(folder.resolve("doc"));
        Files.writeString(type.resolve("V3__gap.jslt"), "{\"a\": 1, * : .}");
        Files.writeString(type.resolve("V2__broken.jslt"), "{\"a\": \n ");
        for (ServiceKind kind : ServiceKind.NEEDED) {
            try (var deployment = new Deployment("wrong_migrations", stack)
                    .asShipped()
                    .with("reprise.migrations.path", folder.toString())) {
                LocalService service = deployment.start(kind);

                assertThat(service.process().awaitExit(TopicClient.WITHIN)).isTrue();

                String log = Deployment.lastLog(service.process());
                assertThat(service.process().exitCode()).as(log).hasValue(2);
                assertThat(log).contains("V2__broken.jslt:2");
            }
        }
    }

    private static void awaitReason(LocalService service, String reason) {
        Awaitility.await(reason).atMost(Deployment.READY_WITHIN).until(() -> service.get("/q/health/ready")
                .filter(answer -> answer.statusCode() == 503 && answer.body().contains(reason))
                .isPresent());
        assertThat(List.of(service.process().isAlive())).containsOnly(true);
    }

    /** An answer that comes late is no answer that it is down: Kubernetes asks again, too. */
    private static void assertAlive(LocalService service) {
        assertThat(service.process().isAlive())
                .as(() -> Deployment.lastLog(service.process()))
                .isTrue();
        service.get("/q/health/live")
                .ifPresent(answer ->
                        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200));
    }

    private static int status(LocalService service, String path) {
        return service.get(path).orElseThrow().statusCode();
    }
}
