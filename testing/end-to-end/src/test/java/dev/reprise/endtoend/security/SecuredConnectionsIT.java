package dev.reprise.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.service.Rows;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.topics.KafkaUnavailableException;
import dev.reprise.topics.kafka.KafkaDeployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both services on servers that let nobody in at first. Each thing that is missing is named by readiness, and given while the
 * services wait. At the end they have what {@code deploy/access} says and no more, and a job runs.
 */
@ExtendWith(SecuredServersExtension.class)
class SecuredConnectionsIT {

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void should_name_what_is_missing_and_go_on_when_it_is_given(SecuredServers servers) throws Exception {
        try (var deployment = new SecuredDeployment("secured", servers, folder)) {
            // given
            deployment.administrator().createTopics(2);
            for (ServiceKind kind : ServiceKind.NEEDED) {
                deployment.start(kind);
            }

            // when / then
            awaitReason(deployment, "Kafka refuses the credentials of kafka.sasl.jaas.config: ");
            deployment.createUsers();
            awaitReason(deployment, " on the topic secured-reprocess-");
            grant(deployment, ResourceType.TOPIC);
            awaitReason(deployment, "Kafka denies READ on the group secured-reprise-");
            grant(deployment, ResourceType.GROUP);
            awaitReason(deployment, "Kafka denies WRITE on the transactional ids that begin with secured-reprise-");
            grant(deployment, ResourceType.TRANSACTIONAL_ID);
            awaitReason(deployment, "Cassandra refuses the user: ");
            deployment.database().createTables();
            new Rows(deployment.database()).insert("doc", "2024-01", JANUARY, "{\"a\":1}");
            deployment.createRole();

            try (var commands = new KafkaDeployment(deployment.operatorAddress(), System::nanoTime)) {
                assertThatThrownBy(() -> commands.jobs(null))
                        .isInstanceOf(KafkaUnavailableException.class)
                        .hasMessageStartingWith("Kafka refuses the credentials of sasl.jaas.config: ");
            }
            deployment.createOperator();
            deployment.post("secured", request("secured"));
            assertThat(deployment.awaitEnd("secured").counts().changed()).isEqualTo(1);
            takeEachGrant(deployment);
            assertNoSecretIsShown(deployment);
        }
    }

    private static String request(String job) {
        return "{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":{\"assetType\":\"doc\"},"
                + "\"processor\":{\"name\":\"migrate\",\"toVersion\":2}}";
    }

    /** Of the role in Cassandra. A job meets the lack and goes on when the grant is back; one that was paused when resumed. */
    private static void takeEachGrant(SecuredDeployment deployment) {
        List<String> grants = deployment.roleStatements().stream()
                .filter(statement -> statement.startsWith("GRANT "))
                .toList();
        assertThat(grants).hasSize(2);
        var rows = new Rows(deployment.database());
        for (String grant : grants) {
            String permission = grant.split(" ", 3)[1];
            rows.insert("doc", "2024-01", JANUARY.plusSeconds(grants.indexOf(grant) + 1L), "{\"a\":1}");
            deployment.database().execute(grant.replace("GRANT ", "REVOKE ").replace(" TO ", " FROM "));
            String job = "without-" + permission.toLowerCase(Locale.ROOT);
            deployment.post(job, request(job));
            Job met = deployment.awaitJob(job, found -> isNamed(permission, found, deployment));
            deployment.database().execute(grant);
            if (met.state() == JobStatus.PAUSED) {
                deployment.post(job, "{\"type\":\"resume\",\"job\":\"" + job + "\"}");
            }
            assertThat(deployment.awaitEnd(job).counts().changed()).isEqualTo(1);
        }
    }

    private static boolean isNamed(String permission, Job job, SecuredDeployment deployment) {
        String words = "has no " + permission + " permission on <table secured.asset";
        return String.valueOf(job.message()).contains(words)
                || deployment.services().stream()
                        .flatMap(service -> SecuredDeployment.reason(service).stream())
                        .anyMatch(reason -> reason.contains(words));
    }

    private static void grant(SecuredDeployment deployment, ResourceType type) {
        var administrator = deployment.administrator();
        administrator.grant(administrator.rights().stream()
                .filter(right -> right.pattern().resourceType() == type)
                .toList());
    }

    private static void awaitReason(SecuredDeployment deployment, String reason) {
        for (LocalService service : deployment.services()) {
            SecuredDeployment.awaitReason(service, reason);
        }
    }

    private static void assertNoSecretIsShown(SecuredDeployment deployment) throws IOException {
        for (LocalService service : deployment.services()) {
            assertThat(Files.readString(service.process().logFile())).doesNotContain(SecuredDeployment.SECRET);
        }
        assertThat(ProcessHandle.allProcesses().flatMap(process -> process.info().commandLine().stream()))
                .noneMatch(line -> line.contains(SecuredDeployment.SECRET));
    }
}
