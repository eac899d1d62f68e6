package dev.reprise.bench.boot;

import dev.reprise.bench.Items;
import dev.reprise.bench.cassandra.LiveWrites;
import dev.reprise.bench.kafka.WholeChain;
import dev.reprise.bench.report.Report;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.topics.Deployment;
import dev.reprise.topics.KafkaAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a job at full speed does to the latency of production's writes, with the adaptive limit on and off. */
final class LiveLatency {

    private static final int ROWS = 5_000;
    private static final Duration ALONE = Duration.ofSeconds(15);
    private static final int WARM_UPS = 6;
    private static final int RUNS = 4;
    private static final double MILLIS = 1_000;
    private static final double HALF = 0.5;
    private static final double NEARLY_ALL = 0.99;

    private LiveLatency() {}

    static List<Report.Production> measure(Stage stage, Dataset dataset) {
        var live = new Items("live", ROWS, 9);
        dataset.load(live, stage.console());
        List<Report.Production> found = new ArrayList<>();
        String cassandra = stage.stack().cassandra().address();
        try (BenchServices services = stage.services("bench-live-", dataset.layout(), cassandra);
                Deployment deployment = stage.connect(services.topics());
                var writes = new LiveWrites(dataset.database(), live)) {
            services.start(ServiceKind.ID_PRODUCER, Map.of());
            services.awaitReady();
            writes.start();
            writes.reset();
            Stage.pause(ALONE);
            found.add(reading("no job", writes, 0, ""));
            for (String limit : List.of("false", "true")) {
                LocalService worker =
                        services.start(ServiceKind.REPROCESS_WORKER, Map.of("reprise.worker.adaptive-limit", limit));
                services.awaitReady();
                var kafka = new KafkaAddress(stage.kafka(), services.topics());
                var chain = new WholeChain(kafka, deployment, stage.invocation().clock(), "live-" + limit);
                seconds(chain, dataset, WARM_UPS);
                writes.reset();
                double rate = RUNS * dataset.items().count() / seconds(chain, dataset, RUNS);
                String words =
                        "a job " + (limit.equals("true") ? "under the adaptive limit" : "without the adaptive limit");
                found.add(reading(words, writes, rate, limit.equals("true") ? inFlightLimit(worker) : ""));
                services.stop(worker);
            }
        }
        found.forEach(one ->
                stage.say("live writes beside " + one.beside() + ": p99 " + Math.round(one.p99Millis()) + " ms"));
        return found;
    }

    /** Runs some jobs; what they took together. */
    private static double seconds(WholeChain chain, Dataset dataset, int jobs) {
        long millis = 0;
        for (int job = 0; job < jobs; job++) {
            millis += chain.run(dataset.next(dataset.items())).work().toMillis();
        }
        return millis / MILLIS;
    }

    private static Report.Production reading(String beside, LiveWrites writes, double rate, String throttledBy) {
        return new Report.Production(
                beside,
                writes.count(),
                writes.millis(HALF),
                writes.millis(NEARLY_ALL),
                Math.round(rate),
                throttledBy,
                0,
                0);
    }

    private static String inFlightLimit(LocalService worker) {
        return worker.metrics().stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("reprise_worker_in_flight_limit"))
                .map(line -> "limit of rows in flight " + line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }
}
