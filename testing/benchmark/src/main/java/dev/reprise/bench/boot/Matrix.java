package dev.reprise.bench.boot;

import dev.reprise.bench.Contestant;
import dev.reprise.bench.Items;
import dev.reprise.bench.Mapping;
import dev.reprise.bench.RowWork;
import dev.reprise.bench.Setting;
import dev.reprise.bench.cassandra.BlockingRowWork;
import dev.reprise.bench.cassandra.DriverLimit;
import dev.reprise.bench.cassandra.Upkeep;
import dev.reprise.bench.kafka.PlainConsumer;
import dev.reprise.bench.kafka.WholeChain;
import dev.reprise.bench.report.Run;
import dev.reprise.bench.topology.PerRecordStream;
import dev.reprise.bench.usage.Gauges;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.KafkaAddress;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All contestants under some settings of one layout and one distance of the database, in turns: each round runs every
 * one of them once, so that a machine that slows down slows all.
 *
 * <p>Threading: one thread.
 */
final class Matrix {

    /** More rows warm nothing more. */
    private static final int WARM_UP_ROWS_MAX = 200_000;

    private final Stage stage;
    private final Dataset dataset;
    private final int rounds;
    private final boolean baselines;
    private final List<Run> runs = new ArrayList<>();

    /**
     * Prepares the runs.
     *
     * @param baselines whether others run than {@code reprise} and {@code limit}
     */
    Matrix(Stage stage, Dataset dataset, int rounds, boolean baselines) {
        this.stage = stage;
        this.dataset = dataset;
        this.rounds = rounds;
        this.baselines = baselines;
    }

    /** Runs everything with the database at a distance. */
    List<Run> run(int latencyMillis, List<Integer> workerCounts) {
        String prefix = "bench-" + dataset.layout() + "-" + latencyMillis + "-";
        try (Stage.Distance distance = stage.distance(latencyMillis);
                AssetDatabase database = distance.open(dataset.layout());
                Upkeep upkeep = Upkeep.of(stage.stack().cassandra().pid());
                BenchServices services = stage.services(prefix, dataset.layout(), distance.address());
                Deployment deployment = stage.connect(services.topics())) {
            Gauges gauges = new Gauges();
            gauges.add("bench", ProcessHandle.current().pid());
            gauges.add("kafka", stage.stack().kafka().pid());
            gauges.add("cassandra", stage.stack().cassandra().pid());
            gauges.add("id-producer", services.start(ServiceKind.ID_PRODUCER, Map.of()));
            int workers = 0;
            for (int wanted : workerCounts) {
                while (workers < wanted) {
                    gauges.add("worker-" + ++workers, services.start(ServiceKind.REPROCESS_WORKER, Map.of()));
                }
                services.awaitReady();
                var setting = new Setting(dataset.layout(), wanted, latencyMillis);
                var kafka = new KafkaAddress(stage.kafka(), services.topics());
                var chain = new WholeChain(kafka, deployment, stage.invocation().clock(), "job-" + wanted);
                Map<Contestant, Items> contestants = contestants(setting, chain, database);
                try {
                    var turns = new Turns(stage, setting, gauges, upkeep);
                    turns.warmUp(turns(contestants));
                    runs.addAll(turns.rounds(turns(contestants), rounds));
                } finally {
                    contestants.keySet().forEach(Contestant::close);
                }
            }
        }
        return runs;
    }

    /** Puts up the contestants, each with the rows that it can do in seconds. */
    private Map<Contestant, Items> contestants(Setting setting, WholeChain chain, AssetDatabase database) {
        var mapping = new Mapping(stage.catalog());
        Map<Contestant, Items> all = new LinkedHashMap<>();
        all.put(new DriverLimit(database, mapping), dataset.items());
        all.put(chain, dataset.items());
        if (baselines) {
            RowWork work = new BlockingRowWork(database, mapping);
            Items slow = setting.latencyMillis() == 0 ? dataset.few() : dataset.least();
            all.put(new PlainConsumer(stage.kafka(), dataset.few(), work, setting.workers()), dataset.few());
            all.put(
                    new PerRecordStream(
                            stage.kafka(),
                            slow,
                            work,
                            setting.workers(),
                            stage.folder().resolve("streams")),
                    slow);
        }
        return all;
    }

    private List<Turns.Turn> turns(Map<Contestant, Items> contestants) {
        return contestants.entrySet().stream()
                .map(entry -> {
                    Items all = entry.getValue();
                    Items cold = all.count() > WARM_UP_ROWS_MAX ? dataset.few() : all;
                    return new Turns.Turn(entry.getKey(), () -> dataset.next(all), () -> dataset.next(cold));
                })
                .toList();
    }
}
