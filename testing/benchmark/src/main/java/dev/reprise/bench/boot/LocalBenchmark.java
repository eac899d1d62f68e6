package dev.reprise.bench.boot;

import dev.reprise.bench.Ladder;
import dev.reprise.bench.report.Report;
import dev.reprise.bench.report.ReportPicture;
import dev.reprise.bench.report.ReportTable;
import dev.reprise.bench.report.Run;
import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.topics.Connector;
import dev.reprise.common.wire.Json;
import dev.reprise.localstack.checkout.Checkout;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.localstack.stack.LocalStackOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The benchmark on servers of its own.
 *
 * <p>Threading: one thread, which blocks.
 */
final class LocalBenchmark {

    private static final int LATENCY_MILLIS = 5;
    private static final int PRODUCTION_ROUNDS = 2;

    /** A job so large is compared with nothing but the limit. */
    private static final int LARGE = 500_000;

    private final Invocation invocation;
    private final Checkout checkout;
    private final Connector connector;

    LocalBenchmark(Invocation invocation, Checkout checkout, Connector connector) {
        this.invocation = invocation;
        this.checkout = checkout;
        this.connector = connector;
    }

    /** Runs it, writes its report, and returns the exit code. */
    int run(BenchOptions options) {
        Deadline began = Deadline.in(Duration.ZERO);
        Path folder = checkout.benchFolder();
        try {
            empty(folder);
            Ladder.write(Stage.migrations(folder), Dataset.assetTypes());
            boolean searches = ProcessorBenchmark.needsElasticsearch(options);
            invocation
                    .console()
                    .result("starting Kafka" + (searches ? ", Cassandra and Elasticsearch" : " and Cassandra")
                            + " ...");
            var servers = LocalStackOptions.in(folder.resolve("stack"), checkout.serverPrograms());
            servers = searches
                    ? servers.withServers(ServerKind.KAFKA, ServerKind.CASSANDRA, ServerKind.ELASTICSEARCH)
                    : servers.withServers(ServerKind.KAFKA, ServerKind.CASSANDRA);
            try (LocalStack stack = LocalStack.start(servers)) {
                var stage = new Stage(invocation, checkout, connector, stack, folder, Stage.catalog(folder), began);
                ReportTable.lines(report(stage, options)).forEach(invocation.console()::result);
                invocation.console().result("report: " + options.json() + ", picture: " + options.svg());
            }
            return ExitCode.OK;
        } catch (IOException e) {
            throw new FailedException("cannot write: " + e.getMessage(), e);
        }
    }

    private static Report report(Stage stage, BenchOptions options) throws IOException {
        String processor = options.processor();
        if (processor != null) {
            return write(options, Report.ofProcessor(processor, machine(), ProcessorBenchmark.measure(stage, options)));
        }
        return options.extent() == BenchOptions.Extent.SPARK
                ? write(options, SparkBenchmark.measure(stage, options), List.of())
                : measure(stage, options);
    }

    /** Writes the report anew after each part: what was measured is kept if a later part fails or nobody waits for it. */
    private static Report measure(Stage stage, BenchOptions options) throws IOException {
        List<Run> runs = new ArrayList<>();
        List<Report.Production> production = new ArrayList<>();
        boolean large = options.events() >= LARGE;
        try (var bucketed = new Dataset(stage.stack().cassandra().address(), "bucketed", options.events())) {
            bucketed.load(stage.console());
            if (options.extent() == BenchOptions.Extent.COLD) {
                return write(options, ColdStart.measure(stage, bucketed, options.rounds()), production);
            }
            if (options.extent() == BenchOptions.Extent.PRODUCTION) {
                return write(options, runs, ProductionTarget.measure(stage, bucketed, options.rounds()));
            }
            List<Integer> workers = options.full() ? List.of(1, 2) : List.of(1);
            runs.addAll(new Matrix(stage, bucketed, options.rounds(), !large).run(0, workers));
            write(options, runs, production);
            if (!large) {
                runs.addAll(Emission.measure(stage, bucketed, options.rounds()));
                runs.addAll(new Matrix(stage, bucketed, options.full() ? options.rounds() : 1, true)
                        .run(LATENCY_MILLIS, workers));
                write(options, runs, production);
            }
            if (options.full()) {
                production.addAll(LiveLatency.measure(stage, bucketed));
                production.addAll(ProductionTarget.measure(stage, bucketed, PRODUCTION_ROUNDS));
                write(options, runs, production);
            }
        }
        if (!large) {
            try (var indexed = new Dataset(stage.stack().cassandra().address(), "indexed", options.events())) {
                indexed.load(stage.console());
                List<Integer> workers = options.full() ? List.of(1, 2) : List.of(1);
                int rounds = options.full() ? options.rounds() : 1;
                runs.addAll(new Matrix(stage, indexed, rounds, options.full()).run(0, workers));
                write(options, runs, production);
                if (options.full()) {
                    runs.addAll(new Matrix(stage, indexed, rounds, true).run(LATENCY_MILLIS, workers));
                }
            }
        }
        return write(options, runs, production);
    }

    private static Map<String, String> machine() {
        Map<String, String> machine = new LinkedHashMap<>();
        machine.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        machine.put("java", System.getProperty("java.version"));
        return machine;
    }

    private static Report write(BenchOptions options, List<Run> runs, List<Report.Production> production)
            throws IOException {
        return write(options, Report.of(machine(), runs, production));
    }

    private static Report write(BenchOptions options, Report report) throws IOException {
        Files.createDirectories(options.json().toAbsolutePath().getParent());
        Files.write(
                options.json(), Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(report));
        Files.write(options.svg(), ReportPicture.svg(report).getBytes(StandardCharsets.UTF_8));
        return report;
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(folder);
    }
}
