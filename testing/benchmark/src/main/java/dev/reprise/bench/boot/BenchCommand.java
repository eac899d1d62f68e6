package dev.reprise.bench.boot;

import dev.reprise.cli.invocation.FailedException;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.invocation.WrongUsageException;
import dev.reprise.cli.topics.Connector;
import dev.reprise.localstack.checkout.Checkout;
import dev.reprise.localstack.server.ServerStartException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code reprise bench}: the benchmark with its baselines. */
@Command(
        name = "bench",
        description = {
            "Measures the whole chain against the limit of the driver, a blocking processor for each record, and a"
                    + " plain consumer with a thread pool: same machine, same rows, in turns; medians and ratios.",
            "With --processor, measures a job of that processor against a plain loop that does the same with the same client or"
                    + " driver, and reads the whole result of each run, so that none wins by doing less.",
            "With --spark, measures a job against a tuned job of Apache Spark that makes the same change, and reads all rows after"
                    + " each run.",
            "Writes target/bench-report.json and a picture beside it; logs and data are below target/bench.",
        },
        footer = {"", "Exit codes: 0 measured, 1 not."})
public final class BenchCommand implements Callable<Integer> {

    private static final int EVENTS = 100_000;
    private static final int EVENTS_MANY = 200_000;
    private static final int EVENTS_MILLION = 1_000_000;
    private static final int EVENTS_PRODUCTION = 300_000;
    private static final int ROUNDS_QUICK = 3;
    private static final int ROUNDS_MANY = 5;

    @Option(names = "--processor", paramLabel = "NAME", description = "One of reindex, delete, fill-index, export.")
    private @Nullable String processor;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Rows of one run; by default 100000, with --cold and --spark 200000, with --million 1000000.")
    private @Nullable Integer events;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Measured rounds; by default 3, with --full and --spark 5, with --million 1.")
    private @Nullable Integer rounds;

    @Option(
            names = "--full",
            description = "Both layouts, one and two workers, with and without 5 ms of latency, and what a job does to"
                    + " the latency of production. Takes long.")
    private boolean full;

    @Option(
            names = "--production",
            description =
                    "Production's latency alone, beside jobs without and with a target for it; by default 300000 rows"
                            + " and one round.")
    private boolean production;

    @Option(names = "--million", description = "One run of a million rows, to see that it costs no more a row.")
    private boolean million;

    @Option(
            names = "--cold",
            description = "The first job after a start of the services, beside a later one of the same processes.")
    private boolean cold;

    @Option(names = "--spark", description = "A job beside one of Apache Spark, which is fetched and built for that.")
    private boolean spark;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "By default target/bench-report.json, with --processor, --cold, --production and --spark"
                    + " target/bench-NAME-report.json.")
    private @Nullable Path json;

    private final Invocation invocation;
    private final Checkout checkout;
    private final Connector connector;

    /** Creates the command. */
    public BenchCommand(Invocation invocation, Checkout checkout, Connector connector) {
        this.invocation = invocation;
        this.checkout = checkout;
        this.connector = connector;
    }

    @Override
    public Integer call() {
        BenchOptions options = options();
        try {
            return new LocalBenchmark(invocation, checkout, connector).run(options);
        } catch (ServerStartException failed) {
            throw new FailedException(String.valueOf(failed.getMessage()), failed);
        }
    }

    private BenchOptions options() {
        long chosen = Stream.of(processor != null, cold, production, spark, full, million)
                .filter(one -> one)
                .count();
        if (chosen > 1) {
            throw new WrongUsageException(
                    "--processor, --cold, --production, --spark, --full and --million exclude each other");
        }
        if (processor != null && !ProcessorBenchmark.PROCESSORS.contains(processor)) {
            throw new WrongUsageException("--processor must be one of "
                    + String.join(", ", ProcessorBenchmark.PROCESSORS) + ", not " + processor);
        }
        int rows = events != null ? events : eventsByDefault();
        int times = rounds != null ? rounds : roundsByDefault();
        if (rows < BenchOptions.EVENTS_MIN || rows > BenchOptions.EVENTS_MAX) {
            throw new WrongUsageException("--events must be from " + BenchOptions.EVENTS_MIN + " to "
                    + BenchOptions.EVENTS_MAX + ", not " + rows);
        }
        if (times < 1 || times > BenchOptions.ROUNDS_MAX) {
            throw new WrongUsageException("--rounds must be from 1 to " + BenchOptions.ROUNDS_MAX + ", not " + times);
        }
        Path report = json == null ? reportByDefault() : json.toAbsolutePath();
        String name = String.valueOf(report.getFileName());
        Path picture =
                report.resolveSibling((name.endsWith(".json") ? name.substring(0, name.length() - 5) : name) + ".svg");
        return new BenchOptions(processor, rows, times, extent(), report, picture);
    }

    private int eventsByDefault() {
        return production ? EVENTS_PRODUCTION : million ? EVENTS_MILLION : cold || spark ? EVENTS_MANY : EVENTS;
    }

    private int roundsByDefault() {
        return million || production ? 1 : full || spark ? ROUNDS_MANY : ROUNDS_QUICK;
    }

    private BenchOptions.Extent extent() {
        if (spark) {
            return BenchOptions.Extent.SPARK;
        }
        return production
                ? BenchOptions.Extent.PRODUCTION
                : cold ? BenchOptions.Extent.COLD : full ? BenchOptions.Extent.FULL : BenchOptions.Extent.QUICK;
    }

    private Path reportByDefault() {
        String part = production ? "production" : cold ? "cold" : spark ? "spark" : processor;
        return part == null
                ? checkout.benchReport()
                : checkout.benchReport().resolveSibling("bench-" + part + "-report.json");
    }
}
