package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.export.TableName;
import dev.reprise.common.job.Counts;
import dev.reprise.endtoend.faults.agent.AgentJar;
import dev.reprise.endtoend.faults.agent.FailPoint;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.iceberg.lake.TestLake;
import dev.reprise.localstack.process.Signal;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.exceptions.NoSuchTableException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows become an analytics table beside a live writer, while writers of the table are killed and race each other. DuckDB reads
 * the files of the table.
 */
@ExtendWith(LocalStackExtension.class)
class ExportIT {

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    private static final Instant MARCH = Instant.parse("2024-03-05T00:00:00Z");

    private static final int ASSETS = 3_000;

    private static final TableName TABLE = new TableName("analytics", "docs");

    private static final int PARTITIONS = 4;

    private static final Pattern ACCEPT = Pattern.compile("reprise\\.export\\.accept-loss=([^ \"]+)");

    /** Both text formats of Prometheus: one has a comma before the brace. */
    private static final Pattern REFUSED = Pattern.compile("reprise_export_state\\{state=\"refused\",?} 1\\.0");

    @TempDir
    private Path folder;

    private TestLake lake() {
        return new TestLake(folder.resolve("lake"));
    }

    private Deployment deployment(LocalStack stack) {
        return new Deployment("export", stack)
                .impatient()
                .with("reprise.export.commit-interval", "PT1S")
                .with("reprise.export.spill-path", folder.resolve("spill").toString())
                .with("reprise.iceberg.warehouse", folder.resolve("lake").toString());
    }

    private static String request(String job, String more) {
        return "{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":{\"assetType\":\"doc\"},\"processor\":"
                + "{\"name\":\"export\",\"table\":\"analytics.docs\"}" + more + "}";
    }

    /** Starts a writer that kills itself when it passes a point. */
    private LocalService writerThatDies(Deployment deployment, FailPoint point) throws IOException {
        Path control = folder.resolve(point.name());
        Path agent = AgentJar.writeTo(folder.resolve(point.name() + "-agent"));
        LocalService writer =
                deployment.start(ServiceKind.ICEBERG_WRITER, List.of("-javaagent:" + agent + "=" + control));
        Deployment.awaitReady(writer);
        Path fresh = Files.writeString(folder.resolve("order"), point.name() + " 0 " + Signal.KILL.name());
        Files.move(fresh, control, StandardCopyOption.ATOMIC_MOVE);
        return writer;
    }

    private static void awaitEnd(LocalService service) {
        Awaitility.await(service.process().name() + " has ended")
                .atMost(TopicClient.WITHIN)
                .until(() -> !service.process().isAlive());
    }

    private List<String> query(String select, String rest) {
        return lake().query(TABLE, select, rest);
    }

    private long rows() {
        try {
            return query("count(*)", "").stream().mapToLong(Long::parseLong).sum();
        } catch (NoSuchTableException e) {
            return 0;
        }
    }

    @Test
    void should_have_each_row_once_when_writers_are_killed_and_race_each_other(LocalStack stack) throws Exception {
        try (var deployment = deployment(stack);
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> january = rows.insert("doc", "2024-01", JANUARY, ASSETS / 2);
            List<UUID> ids = new ArrayList<>(january);
            ids.addAll(rows.insert("doc", "2024-03", MARCH, ASSETS / 2));
            LocalService first = writerThatDies(deployment, FailPoint.FILES_WRITTEN);
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            try (var motion = new RowsInMotion(database, "doc", "2024-01", january)) {
                client.post(request("docs", ""));
                awaitEnd(first);
                assertThat(rows()).as("nothing was committed").isZero();
                awaitEnd(writerThatDies(deployment, FailPoint.TABLE_COMMITTED));
                assertThat(client.awaitEnd("docs").counts()).isEqualTo(new Counts(ASSETS, ASSETS, 0, 0, 0, 0));
                Deployment.awaitReady(deployment.start(ServiceKind.ICEBERG_WRITER));
                Deployment.awaitReady(deployment.start(ServiceKind.ICEBERG_WRITER));
                client.post(request("again", ",\"limits\":{\"eventsPerSecond\":600}"));
                assertThat(client.awaitEnd("again").counts()).isEqualTo(new Counts(ASSETS, ASSETS, 0, 0, 0, 0));
                assertThat(motion.count()).isPositive();
            }
            Awaitility.await("rows").atMost(TopicClient.WITHIN).until(this::rows, count -> count >= 2 * ASSETS);

            verify("docs", ids);
            verify("again", ids);
            stopWriters(deployment);
            refusesRowsThatTheTopicHasForgotten(deployment, stack, client);
            refusesATopicThatWasMadeAnew(deployment, stack);
        }
    }

    private static void stopWriters(Deployment deployment) {
        List<LocalService> writers = deployment.running().stream()
                .filter(one -> one.process().name().contains("iceberg-writer"))
                .toList();
        assertThat(writers).as("both writers live on").hasSize(2);
        writers.forEach(LocalService::close);
        assertThat(writers).allMatch(writer -> writer.process().exitCode().orElse(-1) == 0);
    }

    /** The records of a job are deleted before a writer has read them, as the retention of the topic does it. */
    private void refusesRowsThatTheTopicHasForgotten(Deployment deployment, LocalStack stack, TopicClient client)
            throws Exception {
        client.post(request("forgotten", ""));
        client.awaitEnd("forgotten");
        forget(deployment.topics().export(), stack);
        LocalService refusing = deployment.start(ServiceKind.ICEBERG_WRITER);
        Matcher asked = awaitRefusal(refusing, "rows were deleted before they were read");
        assertThat(refusing.metrics().orElseThrow()).containsPattern(REFUSED);
        refusing.close();
        assertThat(rows()).isEqualTo(2 * ASSETS);

        LocalService accepting =
                deployment.with("reprise.export.accept-loss", asked.group(1)).start(ServiceKind.ICEBERG_WRITER);
        Deployment.awaitReady(accepting);
        client.post(request("later", ""));
        client.awaitEnd("later");
        Awaitility.await("rows").atMost(TopicClient.WITHIN).until(this::rows, count -> count >= 3 * ASSETS);
        assertThat(query("count(*)", "where job = 'later'")).containsExactly(Integer.toString(ASSETS));
        accepting.close();
    }

    private static void forget(String topic, LocalStack stack) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.kafka().address()))) {
            Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(-1));
            }
            admin.deleteRecords(all).all().get(1, TimeUnit.MINUTES);
        }
    }

    private static Matcher awaitRefusal(LocalService writer, String reason) {
        return Awaitility.await("the reason of " + writer.process().name())
                .atMost(TopicClient.WITHIN)
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> ACCEPT.matcher(writer.get("/q/health/ready")
                                .map(HttpResponse::body)
                                .filter(body -> body.contains(reason))
                                .orElse("")),
                        Matcher::find);
    }

    private void verify(String job, List<UUID> ids) {
        String ofJob = "where job = '" + job + "'";
        assertThat(query("asset_id", ofJob))
                .as("each asset once")
                .containsExactlyInAnyOrderElementsOf(
                        ids.stream().map(UUID::toString).toList());
        assertThat(
                        query(
                                "count(*)",
                                ofJob + " and epoch_us(written_at) = case when payload like '%\"at\":%'"
                                        + " then cast(regexp_extract(payload, '\"at\":([0-9]+)', 1) as bigint) else 1000000 end"))
                .as("payload and write time belong together")
                .containsExactly(Integer.toString(ASSETS));
        assertThat(query("asset_type, schema_version, month(created_at), count(*)", ofJob + " group by all order by 3"))
                .containsExactly("doc|1|1|" + ASSETS / 2, "doc|1|3|" + ASSETS / 2);
    }

    private void refusesATopicThatWasMadeAnew(Deployment deployment, LocalStack stack) throws Exception {
        makeAnew(deployment.topics().export(), stack);
        LocalService writer = deployment.start(ServiceKind.ICEBERG_WRITER);

        awaitRefusal(writer, "was made anew");
        assertThat(rows()).isEqualTo(3 * ASSETS);
    }

    private static void makeAnew(String topic, LocalStack stack) throws Exception {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.kafka().address()))) {
            admin.deleteTopics(List.of(topic)).all().get(1, TimeUnit.MINUTES);
            Awaitility.await("no topic " + topic).atMost(TopicClient.WITHIN).until(() -> isGone(admin, topic));
            admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                    .all()
                    .get(1, TimeUnit.MINUTES);
        }
    }

    private static boolean isGone(Admin admin, String topic) throws Exception {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get(1, TimeUnit.MINUTES);
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof UnknownTopicOrPartitionException;
        }
    }
}
