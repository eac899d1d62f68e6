package dev.reprise.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.demo.kafka.StackAdministrator;
import dev.reprise.endtoend.service.Deployment;
import dev.reprise.endtoend.service.Rows;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rights of {@code deploy/access/kafka-acls.txt} suffice for all that services and operators do, each of them is needed, and
 * each that is missing is named. The table is the file itself: a line that no service or command knows of fails.
 */
@ExtendWith(SecuredServersExtension.class)
class LeastRightsIT {

    private static final String PREFIX = "rights-";
    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");
    private static final int NOTES = 20;
    private static final Duration WITHIN = Deployment.READY_WITHIN;

    /** One sentence of readiness. */
    private static final Pattern DENIED = Pattern.compile("Kafka denies ([^\"]+)");

    @TempDir
    private Path folder;

    @Test
    void should_need_each_right_and_name_it_when_it_is_missing(SecuredServers servers) {
        try (var deployment = new SecuredDeployment("rights", servers, folder)) {
            // given
            prepare(deployment);
            startWithoutRightsOfTheStart(deployment);
            var rights = new UsedRights(servers.kafkaLog(), PREFIX);
            int deniedAtStart = rights.denied().size();

            // when
            everything(deployment, "first");
            restartWorker(deployment);
            var commands = new OperatorCommands(deployment.operatorAddress(), "first");
            for (AclBinding right : rightsOf(deployment, deployment.operator())) {
                assertThat(commands.run(named(right)).err()).doesNotContain("Kafka");
            }

            // then
            assertThat(rights.denied().stream().skip(deniedAtStart)).isEmpty();
            takeFromOperator(deployment, commands);
            awaitAllUsed(deployment, rights);
            takeFromServices(deployment);
        }
    }

    private static void prepare(SecuredDeployment deployment) {
        StackAdministrator administrator = deployment.administrator();
        administrator.logDecisions();
        administrator.createTopics(2);
        deployment.createUsers();
        deployment.createOperator();
        deployment.database().createTables();
        deployment.createRole();
        var rows = new Rows(deployment.database());
        for (int i = 0; i < 5; i++) {
            rows.insert("doc", "2024-01", JANUARY.plusMillis(i), "{\"a\":1}");
        }
        rows.insert("doc", "2024-01", JANUARY.plusSeconds(1), "{\"a\":\"no number\"}");
        rows.insert("doc", "2024-01", JANUARY.plusSeconds(2), "{not json");
        neverSettled(deployment, rows.insert("doc", "2024-01", JANUARY.plusSeconds(3), "{\"a\":1}"));
        for (int i = 0; i < NOTES; i++) {
            rows.insert("note", "2024-02", JANUARY.plusMillis(i), "{\"a\":1}");
        }
    }

    /** Its last write seems to be of tomorrow, so that a job leaves it as it is and says so in the end. */
    private static void neverSettled(SecuredDeployment deployment, UUID id) {
        long tomorrow = Instant.now().plus(Duration.ofDays(1)).toEpochMilli() * 1000;
        deployment
                .database()
                .session()
                .execute(
                        "UPDATE " + deployment.database().qualified("asset") + " USING TIMESTAMP " + tomorrow
                                + " SET payload = '{\"a\":2}', schema_version = 1"
                                + " WHERE asset_type = 'doc' AND bucket = '2024-01' AND asset_id = ?",
                        id);
    }

    /** Two rights only count when a service starts: that it may create, and that it may read what all instances follow. */
    private static void startWithoutRightsOfTheStart(SecuredDeployment deployment) {
        StackAdministrator administrator = deployment.administrator();
        administrator.grant(administrator.rights().stream()
                .filter(right -> !isOfTheStart(right))
                .toList());
        deployment.with("reprise.verify.rounds-max", "1");
        for (ServiceKind kind : ServiceKind.NEEDED) {
            deployment.start(kind);
        }
        awaitReasons(deployment, "Kafka denies READ on the topic rights-reprocess-jobs");
        grant(deployment, right -> right.entry().operation() == AclOperation.READ);
        awaitReasons(deployment, "Kafka denies CREATE on the topic rights-reprise-");
        grant(deployment, right -> right.entry().operation() == AclOperation.CREATE);
    }

    private static boolean isOfTheStart(AclBinding right) {
        boolean isRead = named(right).equals("reprocess-jobs READ")
                && !right.entry().principal().endsWith("operator");
        return isRead || right.entry().operation() == AclOperation.CREATE;
    }

    private static void grant(SecuredDeployment deployment, Predicate<AclBinding> wanted) {
        StackAdministrator administrator = deployment.administrator();
        administrator.grant(administrator.rights().stream()
                .filter(wanted.and(LeastRightsIT::isOfTheStart))
                .toList());
    }

    private static void awaitReasons(SecuredDeployment deployment, String reason) {
        deployment.services().forEach(service -> SecuredDeployment.awaitReason(service, reason));
    }

    /**
     * A job with dead letters, outcomes and what it could not finish, a preview, a redrive that is synchronous, and a request that
     * is refused.
     */
    private static void everything(SecuredDeployment deployment, String job) {
        deployment.post(job, submit(job, "\"assetType\":\"doc\"", ""));
        Job run = deployment.awaitEnd(job);
        assertThat(run.state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
        assertThat(run.counts().failed()).isEqualTo(2);
        assertThat(run.unmigrated()).isEqualTo(1);
        String preview = job + "-preview";
        deployment.post(preview, submit(preview, "\"assetType\":\"doc\"", ",\"mode\":\"preview\""));
        String redrive = job + "-redrive";
        deployment.post(redrive, submit(redrive, "\"deadLettersOf\":\"" + job + "\"", ",\"mode\":\"synchronous\""));
        assertThat(deployment.awaitEnd(preview).counts().emitted()).isEqualTo(8);
        assertThat(deployment.awaitEnd(redrive).counts().failed()).isEqualTo(2);
        assertThat(new OperatorCommands(deployment.operatorAddress(), "nobody")
                        .run("reprocess-rejections READ")
                        .err())
                .contains("no job");
    }

    private static String submit(String job, String selector, String more) {
        return "{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":{" + selector
                + "},\"processor\":{\"name\":\"migrate\",\"toVersion\":2},\"outcomes\":true" + more + "}";
    }

    /** What the worker keeps is read only by the next one. */
    private static void restartWorker(SecuredDeployment deployment) {
        deployment.services().remove(1).close();
        Deployment.awaitReady(deployment.start(ServiceKind.REPROCESS_WORKER));
    }

    private static void awaitAllUsed(SecuredDeployment deployment, UsedRights rights) {
        Set<String> all = deployment.administrator().rights().stream()
                .map(UsedRights::line)
                .collect(Collectors.toSet());
        // Kafka Streams deletes what it has read after half a minute.
        Awaitility.await("each right is used")
                .atMost(WITHIN)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(rights.used()).containsExactlyInAnyOrderElementsOf(all));
    }

    /** One right of each service after the other, while a job runs, which loses nothing by it. */
    private static void takeFromServices(SecuredDeployment deployment) {
        StackAdministrator administrator = deployment.administrator();
        deployment.post("during", submit("during", "\"assetType\":\"note\"", ",\"limits\":{\"eventsPerSecond\":1}"));
        deployment.awaitJob("during", job -> job.counts().emitted() > 0);
        List<Deque<AclBinding>> left = new ArrayList<>();
        for (ServiceKind kind : ServiceKind.NEEDED) {
            left.add(rightsOf(deployment, deployment.user(kind)).stream()
                    .filter(right -> !isOfTheStart(right))
                    .collect(Collectors.toCollection(ArrayDeque::new)));
        }
        List<AclBinding> last = List.of();
        while (!left.stream().allMatch(Deque::isEmpty)) {
            List<AclBinding> taken = new ArrayList<>();
            left.forEach(rights -> Optional.ofNullable(rights.poll()).ifPresent(taken::add));
            administrator.take(taken);
            administrator.grant(last);
            for (AclBinding right : taken) {
                LocalService service =
                        deployment.services().get(right.entry().principal().endsWith("reprise-worker") ? 1 : 0);
                SecuredDeployment.awaitReason(service, UsedRights.line(right), reason -> isNamedAlone(right, reason));
            }
            last = taken;
        }
        administrator.grant(last);
        assertThat(deployment.awaitEnd("during").counts()).isEqualTo(new Counts(NOTES, NOTES, 0, 0, 0, 0));
        everything(deployment, "last");
    }

    /** A right on all topics that begin alike is missing on each of them. */
    private static boolean isNamedAlone(AclBinding right, String reason) {
        Matcher said = DENIED.matcher(reason);
        String kind =
                switch (right.pattern().resourceType()) {
                    case TOPIC -> "topic ";
                    case GROUP -> "group ";
                    default -> "transactional ids that begin with ";
                };
        String expected =
                right.entry().operation() + " on the " + kind + right.pattern().name();
        return said.find() && List.of(said.group(1).split(", ")).stream().allMatch(one -> one.startsWith(expected));
    }

    private static void takeFromOperator(SecuredDeployment deployment, OperatorCommands commands) {
        for (AclBinding right : rightsOf(deployment, deployment.operator())) {
            deployment.administrator().take(List.of(right));
            String expected = "Kafka denies " + right.entry().operation() + " on the "
                    + (right.pattern().resourceType() == ResourceType.TOPIC
                            ? "topics [" + right.pattern().name() + "]"
                            : "group " + right.pattern().name());
            Awaitility.await(expected)
                    .atMost(WITHIN)
                    .until(
                            () -> commands.run(named(right)).err(),
                            said -> said.contains(expected) && said.lines().count() == 1);
            deployment.administrator().grant(List.of(right));
        }
    }

    private static List<AclBinding> rightsOf(SecuredDeployment deployment, String user) {
        return deployment.administrator().rights().stream()
                .filter(right -> right.entry().principal().equals("User:" + user))
                .toList();
    }

    /** Returns a right by its name without prefix, and its operation. */
    private static String named(AclBinding right) {
        return right.pattern().name().substring(PREFIX.length()) + " "
                + right.entry().operation();
    }
}
