package dev.reprise.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.endtoend.faults.agent.AgentJar;
import dev.reprise.endtoend.faults.agent.FailPoint;
import dev.reprise.endtoend.faults.agent.Mutant;
import dev.reprise.endtoend.service.Deployment;
import dev.reprise.endtoend.service.Rows;
import dev.reprise.endtoend.service.TopicClient;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.process.Signal;
import dev.reprise.localstack.proxy.FaultyProxy;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A write of a job is on its way when the worker that has sent it is suspended. The job is cancelled, another job brings the same
 * rows to the next version, and then the write arrives.
 */
@ExtendWith(LocalStackExtension.class)
class CancelledJobFaultIT {

    /** So few that each one counts in the bytes on their way. */
    private static final int ROWS = 4;

    /** What the first job adds to a row: so much that all else that a worker sends cannot be taken for the last row. */
    private static final String ADDED = "x".repeat(5000);

    /** The others are the proof that the write has arrived. */
    private static final int ROWS_OF_BOTH = 2;

    private static final Instant MARCH = Instant.parse("2024-03-05T00:00:00Z");

    @TempDir
    private Path folder;

    /** Whose write a row shows, by version, payload and stamp. */
    private record Shown(@Nullable Integer version, boolean isPayloadOfSecond, @Nullable String job) {

        static final Shown SECOND = new Shown(3, true, "second");

        static Shown of(Rows.Row row) {
            String payload = String.valueOf(row.payload());
            return new Shown(row.version(), payload.contains("three"), row.lastJob());
        }
    }

    @Test
    void should_keep_the_rows_of_the_second_job_whole_when_a_write_of_the_first_arrives_late(LocalStack stack)
            throws Exception {
        assertThat(rowsOfBothJobs("cancelled_late", stack, null)).containsExactly(Shown.SECOND);
    }

    /** What the test above is worth. */
    @Test
    void should_mix_the_writes_of_both_jobs_when_they_have_one_fence(LocalStack stack) throws Exception {
        assertThat(rowsOfBothJobs("cancelled_tie", stack, Mutant.ONE_FENCE))
                .anySatisfy(shown -> assertThat(shown.version()).isEqualTo(3))
                .anySatisfy(shown -> assertThat(shown.isPayloadOfSecond()).isFalse());
    }

    private Set<Shown> rowsOfBothJobs(String name, LocalStack stack, @Nullable Mutant mutant) throws Exception {
        try (var way = FaultyProxy.before(stack.cassandra().address());
                var deployment = new Deployment(name, stack)
                        .impatient()
                        .with("reprise.jobs.silence-max", "PT20S")
                        .with("reprise.migrations.path", migrations().toString());
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            List<UUID> ids = rows.insert("doc", "2024-03", MARCH, ROWS);
            Deployment.awaitReady(deployment.start(ServiceKind.ID_PRODUCER));
            TopicClient client = deployment.topicClient();
            // Events that are taken up after a pause are read together, so all of them are read before the way is
            // stalled.
            client.post(submit("first", 2, MARCH.plusMillis(ROWS)));
            client.awaitJob("first", job -> job.counts().emitted() == ROWS);
            client.post("{\"type\":\"pause\",\"job\":\"first\"}");
            client.awaitJob("first", job -> job.state() == JobStatus.PAUSED);
            Instance sender =
                    startWorker(deployment, mutant, Map.of("reprise.cassandra.contact-points", way.address()));
            client.awaitParked("first", ROWS);
            sender.arm(FailPoint.ROWS_READ, 0, Signal.STOP);
            client.post("{\"type\":\"resume\",\"job\":\"first\"}");
            await(
                    "the worker has read",
                    () -> isStopped(sender.service().process().pid()));
            way.stall();
            sender.resume();
            await("the write is on its way", () -> way.waitingBytes() > (long) ROWS * ADDED.length());
            sender.suspend();

            client.post("{\"type\":\"cancel\",\"job\":\"first\"}");
            Deployment.awaitReady(startWorker(deployment, mutant, Map.of()).service());
            client.awaitJob("first", Job::ledgerClosed);
            client.post(submit("second", 3, MARCH.plusMillis(ROWS_OF_BOTH)));
            assertThat(client.awaitEnd("second").state()).isEqualTo(JobStatus.COMPLETED);
            assertThat(shown(rows, ids.subList(0, ROWS_OF_BOTH))).containsExactly(Shown.SECOND);

            List<UUID> othersOfFirst = ids.subList(ROWS_OF_BOTH, ROWS);
            way.goOn();
            await("the write has arrived", () -> shown(rows, othersOfFirst)
                    .equals(Set.of(new Shown(2, false, "first"))));
            return shown(rows, ids.subList(0, ROWS_OF_BOTH));
        }
    }

    private static Instance startWorker(Deployment deployment, @Nullable Mutant mutant, Map<String, String> addresses) {
        Path[] control = new Path[1];
        Path agent = AgentJar.writeTo(Deployment.logs());
        var service = deployment.startBehind(addresses, ServiceKind.REPROCESS_WORKER, instance -> {
            control[0] = Deployment.logs().resolve(instance + ".control");
            return List.of("-javaagent:" + agent + "=" + control[0] + (mutant == null ? "" : "," + mutant));
        });
        return new Instance(ServiceKind.REPROCESS_WORKER, service, control[0], null);
    }

    private static Set<Shown> shown(Rows rows, List<UUID> ids) {
        var all = rows.all("doc");
        return ids.stream()
                .map(id -> Shown.of(Objects.requireNonNull(all.get(id))))
                .collect(Collectors.toSet());
    }

    /** It may be stopped before it can tell that its point has fired. */
    private static boolean isStopped(long pid) throws Exception {
        Process ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(pid)).start();
        return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .strip()
                .startsWith("T");
    }

    private static void await(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(TopicClient.WITHIN)
                .pollInterval(Duration.ofMillis(100))
                .until(condition);
    }

    private static String submit(String job, int toVersion, Instant to) {
        return "{\"type\":\"submit\",\"job\":\"" + job + "\",\"selector\":{\"assetType\":\"doc\",\"from\":\"" + MARCH
                + "\",\"to\":\"" + to + "\"},\"processor\":{\"name\":\"migrate\",\"toVersion\":" + toVersion + "}}";
    }

    /** Of two payloads at one time the greater wins: that of the first job. */
    private Path migrations() throws Exception {
        Path ofDoc = Files.createDirectories(folder.resolve("doc"));
        String second = "{\"a\": 1, \"two\": \"" + ADDED + "\"}";
        migration(ofDoc, "V2__two", "{\"two\": \"" + ADDED + "\", * : .}", second, "{\"a\": 1}");
        migration(ofDoc, "V3__three", "{\"three\": true, * : .}", second.replace("}", ", \"three\": true}"), second);
        return folder;
    }

    private static void migration(Path folder, String name, String mapping, String expected, String given)
            throws Exception {
        Files.writeString(folder.resolve(name + ".jslt"), mapping);
        Files.writeString(
                folder.resolve(name + ".examples.json"),
                "[{\"name\": \"adds a field\", \"given\": " + given + ", \"expected\": " + expected + "}]");
    }
}
