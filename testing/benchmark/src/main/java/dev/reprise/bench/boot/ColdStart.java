package dev.reprise.bench.boot;

import dev.reprise.bench.Setting;
import dev.reprise.bench.Timing;
import dev.reprise.bench.Workload;
import dev.reprise.bench.kafka.WholeChain;
import dev.reprise.bench.report.Run;
import dev.reprise.bench.usage.Gauges;
import dev.reprise.cli.text.Words;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.KafkaAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How fast the first job is after both services have started, beside a later job of the same processes. Kafka and Cassandra
 * are warm: a worker that is started since there is much to do finds them so.
 *
 * <p>Threading: one thread.
 */
final class ColdStart {

    /** Of jobs between the first one and the one that counts as warm. */
    private static final int WARM_UPS = 7;

    private static final double MILLIS = 1_000;

    private final Stage stage;
    private final Dataset dataset;
    private final Setting setting;
    private final List<Run> runs = new ArrayList<>();

    private ColdStart(Stage stage, Dataset dataset) {
        this.stage = stage;
        this.dataset = dataset;
        this.setting = new Setting(dataset.layout(), 1, 0);
    }

    /** Starts the services so many times, and once more before, for the servers to be warm. */
    static List<Run> measure(Stage stage, Dataset dataset, int rounds) {
        var starts = new ColdStart(stage, dataset);
        for (int round = 0; round <= rounds; round++) {
            starts.start(round);
        }
        return starts.runs;
    }

    private void start(int round) {
        String prefix = "bench-cold-" + round + "-";
        try (BenchServices services = stage.services(
                        prefix, dataset.layout(), stage.stack().cassandra().address());
                Deployment deployment = stage.connect(services.topics())) {
            Deadline began = Deadline.in(Duration.ZERO);
            var gauges = new Gauges();
            gauges.add("kafka", stage.stack().kafka().pid());
            gauges.add("cassandra", stage.stack().cassandra().pid());
            gauges.add("id-producer", services.start(ServiceKind.ID_PRODUCER, Map.of()));
            gauges.add("worker-1", services.start(ServiceKind.REPROCESS_WORKER, Map.of()));
            services.awaitReady();
            stage.say("start " + round + ": both are ready after "
                    + began.elapsed().toMillis() / MILLIS + " s");
            var kafka = new KafkaAddress(stage.kafka(), services.topics());
            var chain = new WholeChain(kafka, deployment, stage.invocation().clock(), "cold-" + round);
            run(chain, gauges, round, Run.COLD);
            for (int job = 0; job < WARM_UPS; job++) {
                run(chain, gauges, 0, "warm-up");
            }
            run(chain, gauges, round, Run.WARM);
        }
    }

    private void run(WholeChain chain, Gauges gauges, int round, String name) {
        Workload workload = dataset.next(dataset.items());
        Gauges.Reading before = gauges.read();
        Timing timing = chain.run(workload);
        var measured = new Run.Measured(workload.rows(), timing, gauges.read().since(before));
        Run run = Run.of(name, setting, round, measured);
        stage.say(name + ": " + Words.number(Math.round(run.rowsPerSecond())) + " rows/s, compilers took "
                + Math.round(run.compilersShare() * 100) + " %, CPU s per 1,000 rows " + run.cpuSecondsPer1000Rows());
        if (round > 0) {
            runs.add(run);
        }
    }
}
