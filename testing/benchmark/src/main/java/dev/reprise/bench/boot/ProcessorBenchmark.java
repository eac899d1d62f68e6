package dev.reprise.bench.boot;

import dev.reprise.bench.Contestant;
import dev.reprise.bench.Items;
import dev.reprise.bench.PlainLoop;
import dev.reprise.bench.ProcessorTask;
import dev.reprise.bench.Setting;
import dev.reprise.bench.Workload;
import dev.reprise.bench.cassandra.BucketReader;
import dev.reprise.bench.cassandra.DeleteTask;
import dev.reprise.bench.cassandra.FillIndexTask;
import dev.reprise.bench.cassandra.RowLoader;
import dev.reprise.bench.cassandra.Upkeep;
import dev.reprise.bench.elasticsearch.ReindexTask;
import dev.reprise.bench.kafka.ProcessorJob;
import dev.reprise.bench.lake.ExportTask;
import dev.reprise.bench.report.Run;
import dev.reprise.bench.usage.Gauges;
import dev.reprise.cli.text.Words;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.KafkaAddress;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A job of a processor other than {@code migrate} against a plain loop, in turns: one worker, rows clustered.
 *
 * <p>Threading: one thread, which blocks.
 */
final class ProcessorBenchmark {

    /** Names of the processors that can be measured. */
    static final List<String> PROCESSORS = List.of("reindex", "delete", "fill-index", "export");

    private static final Setting SETTING = new Setting("bucketed", 1, 0);

    private static final String PREFIX = "bench-";

    /** A page of 1 MB becomes a bulk request; four of them are under way. As measured best on two cores. */
    private static final BucketReader.Pages BULK_PAGES = new BucketReader.Pages(1_000, 4_000, true);

    /** One thread makes files of them, so more is of no use. */
    private static final BucketReader.Pages FILE_PAGES = new BucketReader.Pages(500, 4_000, true);

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Stage stage;
    private final BenchOptions options;
    private final Items items;

    private ProcessorBenchmark(Stage stage, BenchOptions options) {
        this.stage = stage;
        this.options = options;
        this.items = new Items("item", options.events(), 1);
    }

    static boolean needsElasticsearch(BenchOptions options) {
        return "reindex".equals(options.processor());
    }

    /** Measures the processor that the options name. */
    static List<Run> measure(Stage stage, BenchOptions options) {
        return new ProcessorBenchmark(stage, options).measure();
    }

    private List<Run> measure() {
        String cassandra = stage.stack().cassandra().address();
        try (AssetDatabase database = AssetDatabase.open(cassandra, Dataset.tables(SETTING.layout()));
                Upkeep upkeep = Upkeep.of(stage.stack().cassandra().pid())) {
            stage.say("loading " + Words.number(items.count()) + " rows of 0.9 KB ...");
            RowLoader.load(database, items, rows -> {});
            var gauges = new Gauges();
            gauges.add("bench", ProcessHandle.current().pid());
            gauges.add("kafka", stage.stack().kafka().pid());
            gauges.add("cassandra", stage.stack().cassandra().pid());
            try (ProcessorTask task = task(database);
                    BenchServices writers = new BenchServices(
                            stage.checkout().root(),
                            stage.folder(),
                            PREFIX,
                            Map.of("kafka.bootstrap.servers", stage.kafka()));
                    BenchServices services = stage.services(PREFIX, SETTING.layout(), cassandra);
                    Deployment deployment = stage.connect(services.topics())) {
                start(services, writers, gauges);
                var kafka = new KafkaAddress(stage.kafka(), services.topics());
                var turns = new Turns(stage, SETTING, gauges, upkeep);
                List<Turns.Turn> both = List.of(
                        turn(new PlainLoop(task)),
                        turn(new ProcessorJob(
                                kafka, deployment, stage.invocation().clock(), task)));
                turns.warmUp(both);
                return turns.rounds(both, options.rounds());
            }
        }
    }

    private Turns.Turn turn(Contestant contestant) {
        var workload = new Workload(items.assetType(), items.count(), 1);
        return new Turns.Turn(contestant, () -> workload, () -> workload);
    }

    private ProcessorTask task(AssetDatabase database) {
        return switch (String.valueOf(options.processor())) {
            case "reindex" ->
                new ReindexTask(stage.stack().elasticsearch().address(), items, new BucketReader(database, BULK_PAGES));
            case "delete" -> new DeleteTask(database, items);
            case "fill-index" -> new FillIndexTask(database, items);
            case "export" ->
                new ExportTask(
                        warehouse(), items, new BucketReader(database, FILE_PAGES), () -> Stage.pause(LOOK_EVERY));
            default -> throw new IllegalStateException("there is no benchmark of " + options.processor());
        };
    }

    private Path warehouse() {
        return stage.folder().resolve("warehouse");
    }

    private void start(BenchServices services, BenchServices writers, Gauges gauges) {
        Map<String, String> more = new HashMap<>();
        if (needsElasticsearch(options)) {
            gauges.add("elasticsearch", serverOf(stage.stack().elasticsearch().pid()));
            more.put(
                    "reprise.elasticsearch.hosts", stage.stack().elasticsearch().address());
        }
        // Each run deletes the same rows again.
        more.put("reprise.processors.delete.tombstones-per-partition-and-hour", "100000000");
        if ("export".equals(options.processor())) {
            gauges.add("iceberg-writer", writers.start(ServiceKind.ICEBERG_WRITER, writerSettings()));
            // It makes the topic that the worker looks for.
            writers.awaitReady();
        }
        gauges.add("id-producer", services.start(ServiceKind.ID_PRODUCER, more));
        gauges.add("worker-1", services.start(ServiceKind.REPROCESS_WORKER, more));
        services.awaitReady();
    }

    /** What was started is a launcher, whose child is the server. */
    private static long serverOf(long launcher) {
        return ProcessHandle.of(launcher).stream()
                .flatMap(ProcessHandle::children)
                .mapToLong(ProcessHandle::pid)
                .findFirst()
                .orElse(launcher);
    }

    /** A commit every two seconds: a run has some of them, as a long job has. */
    private Map<String, String> writerSettings() {
        return Map.of(
                "reprise.schemas.path",
                ExportTask.schemas(stage.folder().resolve("schemas"), items.assetType())
                        .toString(),
                "reprise.export.commit-interval",
                "PT2S",
                "reprise.export.spill-path",
                stage.folder().resolve("spill").toString(),
                "reprise.iceberg.warehouse",
                warehouse().toString());
    }
}
