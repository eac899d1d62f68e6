package dev.reprise.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.topic.Topics;
import dev.reprise.demo.secured.SecuredStack;
import dev.reprise.endtoend.service.Deployment;
import dev.reprise.endtoend.service.Rows;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.topics.JobFeed;
import dev.reprise.topics.KafkaAddress;
import dev.reprise.topics.KafkaUnavailableException;
import dev.reprise.topics.kafka.KafkaDeployment;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both services on servers that let nobody in at first. Each thing that is missing is named by readiness, and given while the
 * services wait. At the end they have what {@code deploy/access} says and no more, and a job runs.
 */
class SecuredConnectionsIT {

    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** How every password begins. */
    private static final String SECRET = "hush-";

    private static final String REQUEST =
            "{\"type\":\"submit\",\"job\":\"secured\",\"selector\":{\"assetType\":\"doc\"},"
                    + "\"processor\":{\"name\":\"migrate\",\"toVersion\":2}}";

    private static final List<ServiceKind> KINDS = List.of(ServiceKind.ID_PRODUCER, ServiceKind.REPROCESS_WORKER);

    @TempDir
    private Path folder;

    private final List<LocalService> services = new ArrayList<>();

    @Test
    void should_name_what_is_missing_and_go_on_when_it_is_given() throws Exception {
        try (var servers = new SecuredServers("secured", Deployment.checkout())) {
            // given
            servers.administrator().createTopics(2);
            for (ServiceKind kind : KINDS) {
                services.add(start(kind, servers));
            }

            // when / then
            awaitReason("Kafka refuses the credentials of kafka.sasl.jaas.config: ");
            for (ServiceKind kind : KINDS) {
                servers.administrator().createUser(SecuredStack.user(kind), password(kind));
            }
            awaitReason("Kafka denies a right on the topics [reprocess-");
            servers.administrator().grant(type -> type == ResourceType.TOPIC);

            awaitReason("Cassandra refuses the user: ");
            servers.database().createTables();
            new Rows(servers.database()).insert("doc", "2024-01", Instant.parse("2024-01-05T00:00:00Z"), "{\"a\":1}");
            servers.createRole(SECRET + "cassandra");

            awaitReason("Kafka denies a right on the group reprise-");
            servers.administrator().grant(type -> type == ResourceType.GROUP);
            awaitReason("Kafka denies the right to write with the transactional ids");
            servers.administrator().grant(type -> type == ResourceType.TRANSACTIONAL_ID);
            // Readiness tells of the threads that died for a minute longer; the job does not wait for it.
            assertThat(run(servers).counts().changed()).isEqualTo(1);
            assertNoSecretIsShown();
        } finally {
            services.forEach(LocalService::close);
        }
    }

    /** By the clients of the commands, as a user with the rights of an operator. */
    private static Job run(SecuredServers servers) {
        var address = new KafkaAddress(
                servers.kafkaAddress(),
                new Topics(""),
                Map.of(
                        "security.protocol", "SASL_SSL",
                        "sasl.mechanism", "SCRAM-SHA-512",
                        "sasl.jaas.config", SecuredStack.jaas("reprise-operator", SECRET + "operator"),
                        "ssl.truststore.type", "PEM",
                        "ssl.truststore.location", servers.authority().toString()));
        var deployment = new KafkaDeployment(address, System::nanoTime);
        assertThatThrownBy(() -> deployment.jobs(null))
                .isInstanceOf(KafkaUnavailableException.class)
                .hasMessageStartingWith("Kafka refuses the credentials of sasl.jaas.config: ");
        servers.administrator().createUser("reprise-operator", SECRET + "operator");
        deployment.post("secured", REQUEST.getBytes(StandardCharsets.UTF_8));
        return Awaitility.await("the job")
                .atMost(Deployment.READY_WITHIN)
                .until(() -> newest(deployment), found -> found.filter(job -> job.state() == JobStatus.COMPLETED)
                        .isPresent())
                .orElseThrow();
    }

    private static Optional<Job> newest(KafkaDeployment deployment) {
        try (JobFeed feed = deployment.jobs("secured")) {
            return feed.catchUp().jobs().stream().reduce((first, second) -> second);
        }
    }

    private void awaitReason(String reason) {
        for (LocalService service : services) {
            Awaitility.await(service.process().name() + ": " + reason)
                    .atMost(Deployment.READY_WITHIN)
                    .until(() -> service.get("/q/health/ready")
                            .filter(answer -> answer.statusCode() == 503)
                            .map(HttpResponse::body)
                            .filter(body -> body.contains(reason))
                            .isPresent());
        }
    }

    private void assertNoSecretIsShown() throws IOException {
        for (LocalService service : services) {
            assertThat(Files.readString(service.process().logFile())).doesNotContain(SECRET);
        }
        assertThat(ProcessHandle.allProcesses().flatMap(process -> process.info().commandLine().stream()))
                .noneMatch(line -> line.contains(SECRET));
    }

    /** Secrets are in files: every user of the machine may see the arguments of a process. */
    private LocalService start(ServiceKind kind, SecuredServers servers) throws IOException {
        Path jaas = Files.writeString(
                folder.resolve(kind.module() + ".jaas"),
                SecuredStack.jaas(SecuredStack.user(kind), password(kind)) + "\n");
        Path cassandra = Files.writeString(folder.resolve("cassandra-password"), SECRET + "cassandra\n");
        Map<String, String> settings = Map.ofEntries(
                Map.entry("kafka.bootstrap.servers", servers.kafkaAddress()),
                Map.entry("kafka.security.protocol", "SASL_SSL"),
                Map.entry("kafka.sasl.mechanism", "SCRAM-SHA-512"),
                Map.entry("kafka.sasl.jaas.config-file", jaas.toString()),
                Map.entry("kafka.ssl.truststore.type", "PEM"),
                Map.entry("kafka.ssl.truststore.location", servers.authority().toString()),
                Map.entry("reprise.topics.create", "false"),
                Map.entry("reprise.cassandra.contact-points", servers.cassandraAddress()),
                Map.entry("reprise.cassandra.username", "reprise"),
                Map.entry("reprise.cassandra.password-file", cassandra.toString()),
                Map.entry("reprise.cassandra.ssl.enabled", "true"),
                Map.entry(
                        "reprise.cassandra.ssl.truststore", servers.authority().toString()),
                Map.entry(
                        "reprise.migrations.path",
                        Deployment.fixtures().resolve("migrations").toString()),
                Map.entry(
                        "reprise.schemas.path",
                        Deployment.fixtures().resolve("schemas").toString()));
        return LocalService.start(
                new LocalService.Start(kind, Deployment.checkout(), "secured-" + kind.module(), Deployment.logs(), JVM),
                settings);
    }

    private static String password(ServiceKind kind) {
        return SECRET + kind.module();
    }
}
