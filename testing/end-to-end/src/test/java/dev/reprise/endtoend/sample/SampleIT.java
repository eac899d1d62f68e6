package dev.reprise.endtoend.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reprise.assets.AssetTables;
import dev.reprise.assets.Layout;
import dev.reprise.audit.Audit;
import dev.reprise.audit.AuditReport;
import dev.reprise.audit.FinalRow;
import dev.reprise.audit.LoadedRows;
import dev.reprise.audit.cassandra.CassandraRowReader;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.workload.livewriter.AssetKey;
import dev.reprise.workload.livewriter.LiveTotals;
import dev.reprise.workload.livewriter.LiveWriter;
import dev.reprise.workload.livewriter.LoggedOperation;
import dev.reprise.workload.livewriter.Operation;
import dev.reprise.workload.livewriter.OperationLog;
import dev.reprise.workload.livewriter.OperationLogReader;
import dev.reprise.workload.livewriter.PayloadFactory;
import dev.reprise.workload.livewriter.ProductionTraffic;
import dev.reprise.workload.livewriter.TrafficMix;
import dev.reprise.workload.livewriter.TrafficRate;
import dev.reprise.workload.livewriter.VersionedPayload;
import dev.reprise.workload.livewriter.WriteClock;
import dev.reprise.workload.livewriter.cassandra.CassandraLiveStore;
import dev.reprise.workload.sample.Films;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.SampleSpec;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import dev.reprise.workload.sample.cassandra.SampleLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sample, live writer and audit agree about a real table that no job touches. */
@ExtendWith(LocalStackExtension.class)
class SampleIT {

    private static final int OPERATIONS = 1500;
    private static final SampleAssets SAMPLE = new SampleAssets(Films.load(), SampleSpec.ofAssets(2000));

    private final Path folder;

    SampleIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void should_find_nothing_when_no_job_has_run(Layout layout, LocalStack stack) {
        try (AssetDatabase database = open(stack, "sample_it_", layout)) {
            SampleLoader.load(database, SAMPLE, rows -> {});
            AuditReport loaded = audit(database);
            assertThat(loaded.findings()).isEmpty();

            LiveTotals totals = write(database);
            AuditReport report = audit(database);

            assertThat(totals).isEqualTo(new LiveTotals(OPERATIONS, OPERATIONS, 0));
            assertThat(report.findings()).isEmpty();
            assertThat(report.verified()).isTrue();
            assertThat(report.liveOperations()).isEqualTo(OPERATIONS);
            assertThat(report.lostLiveOperations()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Layout.class)
    void should_read_only_some_partitions_when_told_so(Layout layout, LocalStack stack) {
        try (AssetDatabase database = open(stack, "sample_part_it_", layout)) {
            SampleLoader.load(database, SAMPLE, rows -> {});
            var partitions = Set.of(SAMPLE.at(0).partition(), SAMPLE.at(1999).partition());
            List<FinalRow> rows = new ArrayList<>();

            new CassandraRowReader(database).within(partitions).forEach(rows::add);

            assertThat(rows)
                    .isNotEmpty()
                    .containsExactlyInAnyOrderElementsOf(rows(database).stream()
                            .filter(row -> partitions.contains(
                                    SAMPLE.at(SAMPLE.indexOf(row.assetId()).orElseThrow())
                                            .partition()))
                            .toList());
        }
    }

    @Test
    void should_change_nothing_when_loaded_again(LocalStack stack) {
        try (AssetDatabase database = open(stack, "sample_again_it_", Layout.BUCKETED)) {
            SampleLoader.load(database, SAMPLE, rows -> {});
            List<FinalRow> before = rows(database);

            SampleLoader.load(database, SAMPLE, rows -> {});

            assertThat(rows(database)).hasSize(2000).isEqualTo(before);
        }
    }

    @Test
    void should_find_a_live_operation_when_it_was_overwritten_behind_its_back(LocalStack stack) {
        try (AssetDatabase database = open(stack, "sample_lost_it_", Layout.BUCKETED)) {
            SampleLoader.load(database, SAMPLE, rows -> {});
            write(database);
            Operation.Write lost = acknowledgedUpdate();
            // What an unfenced job would do: the payload it has read and changed, by its own clock.
            var unfenced = new Operation.Update(
                    lost.key(), lost.timestampMicros() + 60_000_000, new VersionedPayload(2, "{\"stale\":true}"));
            new CassandraLiveStore(database)
                    .apply(unfenced)
                    .toCompletableFuture()
                    .join();

            AuditReport report = audit(database);

            assertThat(report.verified()).isFalse();
            assertThat(report.lostLiveOperations()).isEqualTo(1);
            assertThat(report.findings().get(0).examples().get(0))
                    .contains(lost.key().assetId().toString());
        }
    }

    private LiveTotals write(AssetDatabase database) {
        PayloadFactory newRelease =
                (type, before) -> Optional.of(new VersionedPayload(2, "{\"was\":" + before.payload() + "}"));
        var traffic = new ProductionTraffic(
                SAMPLE,
                newRelease,
                new WriteClock(InstantSource.system(), Duration.ZERO),
                new TrafficMix(0.1, 0.05, 0.05, 0.1, 3600).withRecreates(0.05).withTwinsLateBy(100),
                1);
        var writer = new LiveWriter(
                new CassandraLiveStore(database),
                traffic,
                OperationLog.create(folder, "writer-1"),
                TrafficRate.perSecond(500).atMost(OPERATIONS));
        try (writer) {
            writer.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> writer.totals().sent() >= OPERATIONS / 2);
            traffic.deploy();
            await().atMost(Duration.ofSeconds(60)).until(writer::isDone);
        }
        return writer.totals();
    }

    /** Returns an update that is the only operation on its asset. */
    private Operation.Write acknowledgedUpdate() {
        List<LoggedOperation> operations = new ArrayList<>();
        new OperationLogReader(folder).forEach(operations::add);
        List<AssetKey> keys =
                operations.stream().map(logged -> logged.operation().key()).toList();
        return operations.stream()
                .map(LoggedOperation::operation)
                .filter(Operation.Update.class::isInstance)
                .map(Operation.Write.class::cast)
                .filter(update -> keys.indexOf(update.key()) == keys.lastIndexOf(update.key()))
                .findFirst()
                .orElseThrow();
    }

    private AuditReport audit(AssetDatabase database) {
        var sources = new Audit.Sources(
                new NoJob(), new CassandraRowReader(database), new OperationLogReader(folder)::forEach);
        return new Audit(LoadedRows.of(SAMPLE), (type, before) -> Optional.empty(), sources, InstantSource.system())
                .of("none");
    }

    private static List<FinalRow> rows(AssetDatabase database) {
        List<FinalRow> rows = new ArrayList<>();
        new CassandraRowReader(database).forEach(rows::add);
        return rows;
    }

    private static AssetDatabase open(LocalStack stack, String keyspace, Layout layout) {
        var tables = AssetTables.of(keyspace + layout.name().toLowerCase(Locale.ROOT), layout);
        return AssetDatabase.open(stack.cassandra().address(), tables);
    }
}
