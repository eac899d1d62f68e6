package dev.reprise.bench.boot;

import dev.reprise.bench.Contestant;
import dev.reprise.bench.Items;
import dev.reprise.bench.Mapping;
import dev.reprise.bench.RowWork;
import dev.reprise.bench.Setting;
import dev.reprise.bench.Timing;
import dev.reprise.bench.Workload;
import dev.reprise.bench.cassandra.BlockingRowWork;
import dev.reprise.bench.cassandra.DriverLimit;
import dev.reprise.bench.cassandra.Upkeep;
import dev.reprise.bench.kafka.PlainConsumer;
import dev.reprise.bench.kafka.WholeChain;
import dev.reprise.bench.report.Run;
import dev.reprise.bench.topology.PerRecordStream;
import dev.reprise.bench.usage.Gauges;
import dev.reprise.cli.text.Words;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.KafkaAddress;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
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

    /** A contestant is warm when the compilers of all JVMs take no more than this share of the CPU time of a run. */
    private static final double COMPILERS_AT_REST = 0.05;

    /** Who is not warm after so long is measured all the same, and its runs tell what the compilers took. */
    private static final Duration WARM_UP_MAX = Duration.ofSeconds(90);

    /** Compilers rest when those of all JVMs together take no more than this share of a core. */
    private static final double CORE_AT_REST = 0.05;

    private static final Duration REST_WINDOW = Duration.ofMillis(500);
    private static final Duration REST_WITHIN = Duration.ofSeconds(15);
    private static final Duration UPKEEP_WITHIN = Duration.ofMinutes(1);

    /** More rows warm nothing more. */
    private static final int WARM_UP_ROWS_MAX = 200_000;

    private static final double MILLIS = 1_000;

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
                    warmUp(setting, contestants, gauges);
                    rounds(setting, contestants, gauges, upkeep);
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

    /** Repeats what is still being compiled, or the compilers would be measured instead. */
    private void warmUp(Setting setting, Map<Contestant, Items> contestants, Gauges gauges) {
        Map<Contestant, Items> cold = new LinkedHashMap<>(contestants);
        cold.replaceAll((contestant, own) -> own.count() > WARM_UP_ROWS_MAX ? dataset.few() : own);
        Map<Contestant, Double> spent = new HashMap<>();
        while (!cold.isEmpty()) {
            cold.entrySet().removeIf(entry -> {
                Run run = run(setting, entry, 0, gauges);
                double seconds = spent.merge(entry.getKey(), run.wholeSeconds(), Double::sum);
                return run.compilersShare() < COMPILERS_AT_REST || seconds >= WARM_UP_MAX.toSeconds();
            });
        }
    }

    private void rounds(Setting setting, Map<Contestant, Items> contestants, Gauges gauges, Upkeep upkeep) {
        for (int round = 1; round <= rounds; round++) {
            for (var entry : contestants.entrySet()) {
                await(upkeep);
                runs.add(run(setting, entry, round, gauges));
            }
        }
    }

    private Run run(Setting setting, Map.Entry<Contestant, Items> entry, int round, Gauges gauges) {
        Contestant contestant = entry.getKey();
        Workload workload = dataset.next(entry.getValue());
        contestant.prepare(workload);
        awaitCompilers(gauges);
        Gauges.Reading before = gauges.read();
        Timing timing = contestant.run(workload);
        var used = gauges.read().since(before);
        Run run = Run.of(contestant.name(), setting, round, new Run.Measured(workload.rows(), timing, used));
        stage.say(setting + ", " + (round == 0 ? "warm-up" : "round " + round) + ": " + contestant.name() + " "
                + Words.number(Math.round(run.rowsPerSecond())) + " rows/s"
                + (run.compilersShare() < COMPILERS_AT_REST
                        ? ""
                        : ", compilers took " + Math.round(run.compilersShare() * 100) + " %"));
        return run;
    }

    /** Lets Cassandra write and compact what the runs before have left: each begins with the same. */
    private void await(Upkeep upkeep) {
        upkeep.flush(Dataset.keyspace(dataset.layout()));
        Deadline deadline = Deadline.in(UPKEEP_WITHIN);
        do {
            Stage.pause(REST_WINDOW);
        } while (upkeep.compactions() > 0 && !deadline.hasPassed());
    }

    /** Lets the compilers do what the run before left them to do: it would be measured as part of the next one. */
    private static void awaitCompilers(Gauges gauges) {
        Deadline deadline = Deadline.in(REST_WITHIN);
        double before = gauges.compilerSeconds();
        double share;
        do {
            Stage.pause(REST_WINDOW);
            double now = gauges.compilerSeconds();
            share = (now - before) / REST_WINDOW.toMillis() * MILLIS;
            before = now;
        } while (share > CORE_AT_REST && !deadline.hasPassed());
    }
}
