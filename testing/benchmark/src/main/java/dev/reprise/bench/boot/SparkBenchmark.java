package dev.reprise.bench.boot;

import dev.reprise.bench.Contestant;
import dev.reprise.bench.Setting;
import dev.reprise.bench.VerifiedRows;
import dev.reprise.bench.cassandra.BucketReader;
import dev.reprise.bench.cassandra.Upkeep;
import dev.reprise.bench.kafka.WholeChain;
import dev.reprise.bench.report.Run;
import dev.reprise.bench.spark.SparkJob;
import dev.reprise.bench.spark.SparkProcess;
import dev.reprise.bench.usage.Gauges;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.KafkaAddress;
import java.util.List;
import java.util.Map;

/**
 * A job of ours beside a job of Spark that makes the same change, in turns: one worker, rows clustered. All rows are read after each
 * run.
 *
 * <p>Threading: one thread, which blocks.
 */
final class SparkBenchmark {

    private static final BucketReader.Pages VERIFIED_PAGES = new BucketReader.Pages(1_000, 4_000, true);

    private SparkBenchmark() {}

    static List<Run> measure(Stage stage, BenchOptions options) {
        String cassandra = stage.stack().cassandra().address();
        var setting = new Setting("bucketed", 1, 0);
        try (var dataset = new Dataset(cassandra, setting.layout(), options.events());
                Upkeep upkeep = Upkeep.of(stage.stack().cassandra().pid());
                BenchServices services = stage.services("bench-spark-", setting.layout(), cassandra);
                Deployment deployment = stage.connect(services.topics());
                SparkProcess spark = SparkProcess.start(
                        stage.checkout(), stage.folder(), Stage.migrations(stage.folder()), cassandra)) {
            // No other type: Spark reads the whole table.
            dataset.load(dataset.items(), stage.console());
            var gauges = new Gauges();
            gauges.add("bench", ProcessHandle.current().pid());
            gauges.add("kafka", stage.stack().kafka().pid());
            gauges.add("cassandra", stage.stack().cassandra().pid());
            gauges.add("spark", spark.pid());
            gauges.add("id-producer", services.start(ServiceKind.ID_PRODUCER, Map.of()));
            gauges.add("worker-1", services.start(ServiceKind.REPROCESS_WORKER, Map.of()));
            services.awaitReady();
            var kafka = new KafkaAddress(stage.kafka(), services.topics());
            var chain = new WholeChain(kafka, deployment, stage.invocation().clock(), "job");
            var job = new SparkJob(
                    spark::ask,
                    Dataset.tables(setting.layout()),
                    dataset.items().writtenAtMicros());
            List<Turns.Turn> both = List.of(turn(job, dataset), turn(chain.countingPlanning(), dataset));
            var turns = new Turns(stage, setting, gauges, upkeep);
            turns.warmUp(both);
            return turns.rounds(both, options.rounds());
        }
    }

    private static Turns.Turn turn(Contestant contestant, Dataset dataset) {
        var verified =
                new VerifiedRows(contestant, dataset.items(), new BucketReader(dataset.database(), VERIFIED_PAGES));
        return new Turns.Turn(verified, () -> dataset.next(dataset.items()), () -> dataset.next(dataset.items()));
    }
}
