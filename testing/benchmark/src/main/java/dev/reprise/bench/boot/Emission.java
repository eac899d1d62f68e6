package dev.reprise.bench.boot;

import dev.reprise.bench.Items;
import dev.reprise.bench.Setting;
import dev.reprise.bench.Timing;
import dev.reprise.bench.Workload;
import dev.reprise.bench.kafka.EmissionAlone;
import dev.reprise.bench.report.Run;
import dev.reprise.bench.usage.Gauges;
import dev.reprise.cli.text.Words;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.KafkaAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How many ids one id-producer pages and emits in a second, exactly once, with nobody working them off. */
final class Emission {

    /** Of one run, so that its commits do not decide it. */
    private static final int ROWS_MAX = 100_000;

    /** Emitting is so many times as fast as all the rest. */
    private static final int FACTOR = 4;

    private static final int WARM_UPS = 2;

    /** The largest backlog that is allowed. */
    private static final Map<String, String> NO_BACKLOG =
            Map.of("reprise.emit.backlog-events-min", "100000000", "reprise.emit.backlog-events-max", "100000000");

    private Emission() {}

    static List<Run> measure(Stage stage, Dataset dataset, int rounds) {
        int rows = Math.min(ROWS_MAX, FACTOR * dataset.items().count() / Items.rowsPerBucket() * Items.rowsPerBucket());
        int each = Math.max(Items.rowsPerBucket(), rows);
        var items = new Items("many", each * (rounds + WARM_UPS), 7);
        dataset.load(items, stage.console());
        List<Run> runs = new ArrayList<>();
        try (BenchServices services = stage.services(
                        "bench-emit-",
                        dataset.layout(),
                        stage.stack().cassandra().address());
                Deployment deployment = stage.connect(services.topics())) {
            Gauges gauges = new Gauges();
            gauges.add("kafka", stage.stack().kafka().pid());
            gauges.add("cassandra", stage.stack().cassandra().pid());
            gauges.add("id-producer", services.start(ServiceKind.ID_PRODUCER, NO_BACKLOG));
            services.awaitReady();
            var emission = new EmissionAlone(
                    new KafkaAddress(stage.kafka(), services.topics()),
                    deployment,
                    stage.invocation().clock(),
                    items);
            for (int round = 1 - WARM_UPS; round <= rounds; round++) {
                var workload = new Workload(items.assetType(), each, 1);
                Gauges.Reading before = gauges.read();
                Timing timing = emission.run(workload);
                var measured = new Run.Measured(each, timing, gauges.read().since(before));
                Run run = Run.of("emit", new Setting(dataset.layout(), 0, 0), round, measured);
                stage.say("emission, " + (round < 1 ? "warm-up" : "round " + round) + ": "
                        + Words.number(Math.round(run.rowsPerSecond())) + " ids/s");
                if (round > 0) {
                    runs.add(run);
                }
            }
        }
        return runs;
    }
}
