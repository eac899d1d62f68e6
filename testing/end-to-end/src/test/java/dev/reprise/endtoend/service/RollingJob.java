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
import org.junit.jupiter.api.function.Executable;

/**
 * The main job beside a live writer, open for as long as the instances of its deployment are replaced, and the audit of it.
 *
 * <p>Threading: one thread.
 */
final class RollingJob implements AutoCloseable {

    private static final String JOB = "films";
    private static final int ASSETS = 12_000;
    private static final String TYPE = "movie";
    private static final int TO_VERSION = 2;

    /** The job lasts for ten minutes at this rate, so it is open until the last instance is replaced. */
    private static final int EVENTS_PER_SECOND = 10;

    private static final int LIVE_OPERATIONS_PER_SECOND = 30;

    /** Between two replacements the job must move on by so many events. */
    private static final int STEP = 2 * EVENTS_PER_SECOND;

    private final SampleAssets sample = new SampleAssets(Films.load(), SampleSpec.ofAssets(ASSETS));
    private final Path logs;
    private final NewRelease release;
    private final LocalStack stack;
    private final Deployment deployment;
    private final AssetDatabase database;

    /**
     * Loads the sample; nothing is started yet.
     *
     * @param name of the deployment
     * @param folder an empty one, for the migration and the log of the live writer
     */
    RollingJob(String name, LocalStack stack, Path folder) throws IOException {
        Path migrations = folder.resolve("migrations");
        writeMigration(migrations);
        this.logs = Files.createDirectories(folder.resolve("logs"));
        this.stack = stack;
        this.release = new NewRelease(
                MigrationCatalog.load(MigrationSources.classpath(RollingJob.class.getClassLoader())
                        .withMigrations(migrations)),
                TYPE,
                TO_VERSION);
        this.deployment = new Deployment(name, stack)
                .with("reprise.migrations.path", migrations.toString())
                .without("reprise.schemas.path");
        this.database = deployment.database();
        SampleLoader.load(database, sample, rows -> {});
    }

    /** Every asset of the sample can be migrated by it, so a failure is one of the replacement. */
    private static void writeMigration(Path folder) throws IOException {
        Path file = Files.createDirectories(folder.resolve(TYPE)).resolve("V2__two.jslt");
        Files.writeString(file, "{\"two\": true, * : .}");
    }

    Deployment deployment() {
        return deployment;
    }

    /**
     * Runs the job while instances are replaced, and lets it come to its end without a limit once they are.
     *
     * @param replacement starts and ends instances; the job must be open all the while
     */
    void during(Executable replacement) throws Throwable {
        TopicClient client = deployment.topicClient();
        try (LiveWriter live = liveWriter()) {
            live.start();
            client.post(Requests.submit(JOB, TYPE, "", ",\"limits\":{\"eventsPerSecond\":" + EVENTS_PER_SECOND + "}"));
            awaitProgress();
            replacement.execute();
            assertThat(client.awaitJob(JOB, job -> true).state()).isEqualTo(JobStatus.RUNNING);
            client.post("{\"type\":\"throttle\",\"job\":\"" + JOB + "\",\"eventsPerSecond\":null}");
            client.awaitEnd(JOB);
        }
    }

    /** Production's new release is out already, so no row falls back and there is one event for each asset. */
    private LiveWriter liveWriter() {
        var traffic = new ProductionTraffic(
                sample, release, new WriteClock(InstantSource.system(), Duration.ZERO), TrafficMix.ORDINARY, 1);
        traffic.deploy();
        return new LiveWriter(
                new CassandraLiveStore(database),
                traffic,
                OperationLog.create(logs, "production"),
                TrafficRate.perSecond(LIVE_OPERATIONS_PER_SECOND));
    }

    /** Waits until events have been processed that were not when it was called. */
    void awaitProgress() {
        TopicClient client = deployment.topicClient();
        long before = client.job(JOB).map(job -> job.counts().processed()).orElse(0L);
        client.awaitJob(JOB, job -> job.counts().processed() >= before + STEP);
    }

    /** Nothing is lost, nothing is there twice, and the ledger is closed; judged past the services. */
    void assertSound() {
        TopicClient client = deployment.topicClient();
        assertEachAssetOnce(client);
        var sources = new Audit.Sources(
                new KafkaTopicReader(stack.kafka().address(), deployment.topics(), System::nanoTime),
                new CassandraRowReader(database),
                new OperationLogReader(logs)::forEach);
        AuditReport report = new Audit(LoadedRows.of(sample), release, sources, InstantSource.system()).of(JOB);
        assertThat(report.findings()).isEmpty();
        assertThat(report.liveOperations()).isPositive();
        client.awaitNoLag();
    }

    private static void assertEachAssetOnce(TopicClient client) {
        Job job = client.awaitEnd(JOB);
        assertThat(job.state()).isEqualTo(JobStatus.COMPLETED);
        assertThat(job.counts().failed()).isZero();
        assertThat(job.counts().changed()).isPositive();
        assertThat(client.deadLetters()).isEmpty();
        var events = client.events(JOB).stream().map(AssetEvent::assetId).toList();
        var outcomes = client.outcomes(JOB).stream().map(OutcomeRecord::assetId).toList();
        assertThat(events).hasSize((int) job.counts().emitted()).doesNotHaveDuplicates();
        assertThat(outcomes).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(events);
    }

    @Override
    public void close() {
        try (database) {
            deployment.close();
        }
    }
}
