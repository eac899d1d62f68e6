package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.audit.Audit;
import dev.reprise.audit.AuditReport;
import dev.reprise.audit.LoadedRows;
import dev.reprise.audit.cassandra.CassandraRowReader;
import dev.reprise.audit.kafka.KafkaTopicReader;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.demo.NewRelease;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationSources;
import dev.reprise.workload.livewriter.LiveWriter;
import dev.reprise.workload.livewriter.OperationLog;
import dev.reprise.workload.livewriter.OperationLogReader;
import dev.reprise.workload.livewriter.ProductionTraffic;
import dev.reprise.workload.livewriter.TrafficMix;
import dev.reprise.workload.livewriter.TrafficRate;
import dev.reprise.workload.livewriter.WriteClock;
import dev.reprise.workload.livewriter.cassandra.CassandraLiveStore;
import dev.reprise.workload.sample.Films;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.SampleSpec;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import dev.reprise.workload.sample.cassandra.SampleLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of each service share a job, and each of them is replaced while it runs, as an update on Kubernetes does. */
@ExtendWith(LocalStackExtension.class)
class RollingRestartIT {

    private static final int ASSETS = 12_000;
    private static final String TYPE = "movie";
    private static final int TO_VERSION = 2;

    /** The job lasts for minutes at this rate, so it is open until the last instance is replaced. */
    private static final int EVENTS_PER_SECOND = 15;

    private static final int LIVE_OPERATIONS_PER_SECOND = 30;

    /** Between two replacements the job must move on by so many events. */
    private static final int STEP = 2 * EVENTS_PER_SECOND;

    private final SampleAssets sample = new SampleAssets(Films.load(), SampleSpec.ofAssets(ASSETS));

    @Test
    void should_lose_and_repeat_nothing_when_every_instance_is_replaced_during_a_job(
            LocalStack stack, @TempDir Path migrations, @TempDir Path logs) throws Exception {
        writeMigration(migrations);
        var release = new NewRelease(
                MigrationCatalog.load(MigrationSources.classpath(RollingRestartIT.class.getClassLoader())
                        .withMigrations(migrations)),
                TYPE,
                TO_VERSION);
        try (var deployment = new Deployment("all_replaced", stack)
                        .with("reprise.migrations.path", migrations.toString())
                        .without("reprise.schemas.path");
                var database = deployment.database()) {
            SampleLoader.load(database, sample, rows -> {});
            List<LocalService> old = List.of(
                    deployment.start(ServiceKind.ID_PRODUCER),
                    deployment.start(ServiceKind.ID_PRODUCER),
                    deployment.start(ServiceKind.REPROCESS_WORKER),
                    deployment.start(ServiceKind.REPROCESS_WORKER));
            deployment.awaitReady();
            TopicClient client = deployment.topicClient();

            try (LiveWriter live = liveWriter(database, release, logs)) {
                live.start();
                client.post(Requests.submit(
                        "films", TYPE, "", ",\"limits\":{\"eventsPerSecond\":" + EVENTS_PER_SECOND + "}"));
                awaitProgress(client);
                replace(old, deployment, client);
                assertThat(client.awaitJob("films", job -> true).state()).isEqualTo(JobStatus.RUNNING);
                client.post("{\"type\":\"throttle\",\"job\":\"films\",\"eventsPerSecond\":null}");
                client.awaitEnd("films");
            }

            assertEachAssetOnce(client);
            var sources = new Audit.Sources(
                    new KafkaTopicReader(stack.kafka().address(), deployment.topics(), System::nanoTime),
                    new CassandraRowReader(database),
                    new OperationLogReader(logs)::forEach);
            AuditReport report = new Audit(LoadedRows.of(sample), release, sources, InstantSource.system()).of("films");
            assertThat(report.findings()).isEmpty();
            assertThat(report.liveOperations()).isPositive();
            client.awaitNoLag();
        }
    }

    /** Every asset of the sample can be migrated by it, so a failure is one of the restart. */
    private static void writeMigration(Path folder) throws IOException {
        Path file = Files.createDirectories(folder.resolve(TYPE)).resolve("V2__two.jslt");
        Files.writeString(file, "{\"two\": true, * : .}");
    }

    /** Production's new release is out already, so no row falls back and there is one event for each asset. */
    private LiveWriter liveWriter(AssetDatabase database, NewRelease release, Path logs) {
        var traffic = new ProductionTraffic(
                sample, release, new WriteClock(InstantSource.system(), Duration.ZERO), TrafficMix.ORDINARY, 1);
        traffic.deploy();
        return new LiveWriter(
                new CassandraLiveStore(database),
                traffic,
                OperationLog.create(logs, "production"),
                TrafficRate.perSecond(LIVE_OPERATIONS_PER_SECOND));
    }

    /** As a rolling update with {@code maxSurge: 1} does: the next one is ready before the last one is told to end. */
    private static void replace(List<LocalService> old, Deployment deployment, TopicClient client)
            throws InterruptedException {
        List<ServiceKind> kinds = List.of(
                ServiceKind.ID_PRODUCER,
                ServiceKind.ID_PRODUCER,
                ServiceKind.REPROCESS_WORKER,
                ServiceKind.REPROCESS_WORKER);
        for (int i = 0; i < old.size(); i++) {
            Deployment.awaitReady(deployment.start(kinds.get(i)));
            Deployment.terminate(old.get(i));
            awaitProgress(client);
        }
        assertThat(deployment.running()).hasSameSizeAs(old).doesNotContainAnyElementsOf(old);
    }

    private static void awaitProgress(TopicClient client) {
        long before = client.job("films").map(job -> job.counts().processed()).orElse(0L);
        client.awaitJob("films", job -> job.counts().processed() >= before + STEP);
    }

    private static void assertEachAssetOnce(TopicClient client) {
        Job job = client.awaitEnd("films");
        assertThat(job.state()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.counts().failed()).isZero();
        assertThat(job.counts().changed()).isPositive();
        assertThat(client.deadLetters()).isEmpty();
        var events = client.events("films").stream().map(AssetEvent::assetId).toList();
        var outcomes =
                client.outcomes("films").stream().map(OutcomeRecord::assetId).toList();
        assertThat(events).hasSize((int) job.counts().emitted()).doesNotHaveDuplicates();
        assertThat(outcomes).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(events);
    }
}
