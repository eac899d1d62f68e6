package dev.reprise.bench.boot;

import dev.reprise.bench.Items;
import dev.reprise.bench.Setting;
import dev.reprise.bench.Workload;
import dev.reprise.bench.cassandra.LiveWrites;
import dev.reprise.bench.cassandra.Upkeep;
import dev.reprise.bench.kafka.WholeChain;
import dev.reprise.bench.report.Report;
import dev.reprise.bench.usage.Gauges;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.KafkaAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Whether a target keeps production's latency, and what that costs the job: 200 writes a second beside jobs without and with a
 * target of twice the 99th percentile that they have alone.
 */
final class ProductionTarget {

    private static final int ROWS = 5_000;

    private static final Duration ALONE = Duration.ofSeconds(30);
    private static final double OF_IDLE = 2;
    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.99;
    private static final double MILLIS = 1_000;
    private static final double MICROS_PER_MILLI = 1_000;

    private final Stage stage;
    private final Dataset dataset;
    private final LiveWrites writes;

    private ProductionTarget(Stage stage, Dataset dataset, LiveWrites writes) {
        this.stage = stage;
        this.dataset = dataset;
        this.writes = writes;
    }

    /** Measures so many rounds, without and with the target in turns. */
    static List<Report.Production> measure(Stage stage, Dataset dataset, int rounds) {
        var live = new Items("live", ROWS, 9);
        dataset.load(live, stage.console());
        String cassandra = stage.stack().cassandra().address();
        try (BenchServices services = stage.services("bench-production-", dataset.layout(), cassandra);
                Deployment deployment = stage.connect(services.topics());
                Upkeep upkeep = Upkeep.of(stage.stack().cassandra().pid());
                var writes = new LiveWrites(dataset.database(), live)) {
            var gauges = new Gauges();
            gauges.add("kafka", stage.stack().kafka().pid());
            gauges.add("cassandra", stage.stack().cassandra().pid());
            gauges.add("id-producer", services.start(ServiceKind.ID_PRODUCER, Map.of()));
            gauges.add("worker-1", services.start(ServiceKind.REPROCESS_WORKER, Map.of()));
            services.awaitReady();
            var chain = new WholeChain(
                    new KafkaAddress(stage.kafka(), services.topics()),
                    deployment,
                    stage.invocation().clock(),
                    "production");
            writes.start();
            var turns = new Turns(stage, new Setting(dataset.layout(), 1, 0), gauges, upkeep);
            Supplier<Workload> few = () -> dataset.next(dataset.few());
            turns.warmUp(List.of(new Turns.Turn(chain, few, few)));
            return new ProductionTarget(stage, dataset, writes).measure(chain, rounds);
        }
    }

    private List<Report.Production> measure(WholeChain free, int rounds) {
        writes.reset();
        Stage.pause(ALONE);
        double target = OF_IDLE * writes.millis(NEARLY_ALL);
        List<Report.Production> found = new ArrayList<>();
        found.add(reading("no job", 0, target));
        WholeChain bound = free.givingWay(Duration.ofNanos(Math.round(target * MICROS_PER_MILLI) * 1_000));
        for (int round = 0; round < rounds; round++) {
            found.add(beside("a job without a target", free, target));
            found.add(beside("a job with the target", bound, target));
        }
        return found;
    }

    private Report.Production beside(String words, WholeChain chain, double target) {
        writes.reset();
        double seconds = chain.run(dataset.next(dataset.items())).work().toMillis() / MILLIS;
        return reading(words, dataset.items().count() / seconds, target);
    }

    private Report.Production reading(String beside, double rate, double target) {
        var reading = new Report.Production(
                beside,
                writes.count(),
                writes.millis(HALF),
                writes.millis(NEARLY_ALL),
                Math.round(rate),
                "",
                target,
                writes.secondsWithin(NEARLY_ALL, target));
        stage.say(String.format(
                Locale.ROOT,
                "live writes beside %s: p99 %.1f ms, within %.1f ms in %.0f %% of the seconds, job at %.0f rows/s",
                beside,
                reading.p99Millis(),
                target,
                reading.secondsWithin() * 100,
                reading.jobRowsPerSecond()));
        return reading;
    }
}
