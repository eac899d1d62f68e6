package dev.reprise.demo;

import dev.reprise.assets.AssetTables;
import dev.reprise.assets.Layout;
import dev.reprise.audit.Audit;
import dev.reprise.audit.AuditReport;
import dev.reprise.audit.LoadedRows;
import dev.reprise.audit.cassandra.CassandraRowReader;
import dev.reprise.audit.kafka.KafkaTopicReader;
import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.text.Words;
import dev.reprise.cli.topics.Connector;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.demo.secured.SecuredStack;
import dev.reprise.localstack.checkout.Checkout;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.localstack.stack.LocalStackOptions;
import dev.reprise.topics.KafkaAddress;
import dev.reprise.workload.livewriter.OperationLogReader;
import dev.reprise.workload.livewriter.cassandra.CassandraLiveStore;
import dev.reprise.workload.sample.Films;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.SampleSpec;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import dev.reprise.workload.sample.cassandra.SampleLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Runs the demo step by step.
 *
 * <p>Threading: one thread, which blocks; Ctrl-C ends everything from another, see {@link Cleanup}.
 */
final class Demo {

    /** Long enough for live writes to meet rows that the job has just left. */
    private static final Duration LIVE_BEYOND_THE_JOB = Duration.ofSeconds(3);

    /** Nothing is configured: names and layout are those of the contract. */
    private static final AssetTables TABLES = AssetTables.of("assets", Layout.BUCKETED);

    private final Invocation invocation;
    private final Checkout checkout;
    private final Connector connector;
    private final DemoPlan plan;
    private final Showcase showcase;
    private final Console console;
    private final SampleAssets sample;
    private final Cleanup cleanup;

    Demo(Invocation invocation, Checkout checkout, Connector connector, DemoPlan plan, Showcase showcase) {
        this.invocation = invocation;
        this.checkout = checkout;
        this.connector = connector;
        this.plan = plan;
        this.showcase = showcase;
        this.console = invocation.console();
        this.sample = new SampleAssets(Films.load(), SampleSpec.ofAssets(plan.assets()));
        this.cleanup = new Cleanup(console);
    }

    /** Runs it and returns the exit code. */
    int run() {
        try (cleanup) {
            return demonstrate();
        } catch (RuntimeException failure) {
            if (cleanup.isInterrupted()) {
                awaitTheEnd();
            }
            throw failure;
        }
    }

    private int demonstrate() {
        Deadline clock = Deadline.in(Duration.ZERO);
        Path folder = cleanup.add(DemoFolder.take(checkout.demoFolder())).path();
        LocalStackOptions options = options(folder);
        LocalStack stack = startStack(options);
        SecuredStack secured = plan.secured() ? secure(stack, options) : null;
        DemoServices services = startServices(folder, stack, secured);
        AssetDatabase database = load(stack, secured);
        awaitReady(services);
        var kafka = new KafkaAddress(
                stack.kafka().address(), new Topics(""), secured == null ? Map.of() : secured.operator());
        var reader = secured == null
                ? kafka
                : new KafkaAddress(secured.administratorAddress(), kafka.topics(), secured.administrator());
        Stage stage = runJob(new Place(folder, stack, database, services), kafka, reader);
        var sources = new Audit.Sources(
                new KafkaTopicReader(reader, () -> clock.elapsed().toNanos()),
                new CassandraRowReader(database),
                new OperationLogReader(folder)::forEach);
        console.result("reading Cassandra and the topics ...");
        AuditReport report = new Audit(LoadedRows.of(sample), showcase.oracle(), sources, invocation.clock())
                .of(showcase.job())
                .withEffects(showcase.verify(stage));
        write(report);
        ReportWords.of(report, showcase.words()).forEach(console::result);
        console.result("report: " + checkout.demoReport() + ", after " + Words.duration(clock.elapsed()) + " in all");
        int exitCode = report.verified() ? ExitCode.OK : ExitCode.FAILED;
        if (plan.keep()) {
            keep(stack, services, secured, exitCode);
        }
        return exitCode;
    }

    private LocalStackOptions options(Path folder) {
        LocalStackOptions options = LocalStackOptions.in(folder.resolve("stack"), checkout.serverPrograms())
                .sparingCores();
        return plan.secured() ? options.secured() : options;
    }

    private SecuredStack secure(LocalStack stack, LocalStackOptions options) {
        console.result("making users, and giving them the rights of deploy/access ...");
        Path access = checkout.root().resolve("deploy/access");
        var servers = new SecuredStack.Servers(
                stack.kafka().address(), stack.cassandra().address(), stack.elasticsearchAddress());
        SecuredStack secured = SecuredStack.prepare(servers, options, access, TABLES);
        cleanup.add(secured.database());
        console.result("settings of clients are in " + secured.folder());
        return secured;
    }

    private LocalStack startStack(LocalStackOptions options) {
        Set<ServerKind> servers = EnumSet.copyOf(showcase.servers());
        if (plan.keep() || plan.secured()) {
            // For whoever stays, or wants to see its role: this job selects without a query.
            servers.add(ServerKind.ELASTICSEARCH);
        }
        console.result("starting Kafka and Cassandra"
                + (servers.contains(ServerKind.ELASTICSEARCH) ? " and Elasticsearch" : "") + " ...");
        LocalStack stack = cleanup.add(
                LocalStack.start(options.withServers(ServerKind.KAFKA, servers.toArray(ServerKind[]::new))));
        console.result("up after " + Words.duration(stack.startTook()));
        return stack;
    }

    private DemoServices startServices(Path folder, LocalStack stack, @Nullable SecuredStack secured) {
        console.result("starting one id-producer and " + DemoPlan.WORKERS + " workers ...");
        DemoServices services = cleanup.add(new DemoServices());
        services.start(
                new DemoServices.Place(
                        stack.kafka().address(),
                        stack.cassandra().address(),
                        elasticsearch(stack),
                        checkout,
                        folder,
                        secured),
                DemoPlan.WORKERS);
        return services;
    }

    private @Nullable String elasticsearch(LocalStack stack) {
        return showcase.servers().contains(ServerKind.ELASTICSEARCH)
                ? stack.elasticsearch().address()
                : null;
    }

    private AssetDatabase load(LocalStack stack, @Nullable SecuredStack secured) {
        console.result("loading " + Words.number(plan.assets()) + " assets ...");
        AssetDatabase database = secured == null
                ? cleanup.add(AssetDatabase.open(stack.cassandra().address(), TABLES))
                : secured.database();
        var progress = new LoadProgress(console, plan.assets());
        SampleLoader.load(database, sample, progress);
        console.result("loaded after " + Words.duration(progress.elapsed()));
        return database;
    }

    private void awaitReady(DemoServices services) {
        console.result("waiting for the services ...");
        Deadline all = Deadline.in(Duration.ZERO);
        services.awaitReady();
        console.result("ready after " + Words.duration(all.elapsed()));
    }

    /** What is up. */
    private record Place(Path folder, LocalStack stack, AssetDatabase database, DemoServices services) {}

    private Stage runJob(Place place, KafkaAddress kafka, KafkaAddress administrator) {
        try (var deployment = connector.connect(kafka)) {
            var job = new DemoJob(plan, deployment, place.services(), invocation);
            var stage = new Stage(plan, checkout, place.stack(), place.database(), sample, administrator, job::run);
            showcase.prepare(stage);
            DemoTraffic traffic = startTraffic(place, stage);
            job.run(
                    showcase.request(plan),
                    () -> traffic.deploy() && !showcase.words().newRelease().isEmpty()
                            ? Optional.of(showcase.words().newRelease())
                            : Optional.empty());
            place.services().awaitAndCheck(LIVE_BEYOND_THE_JOB);
            traffic.close();
            console.result("production stops after " + Words.number(traffic.sent()) + " operations");
            return stage;
        }
    }

    private DemoTraffic startTraffic(Place place, Stage stage) {
        console.result("production begins to write: " + plan.liveOperationsPerSecond()
                + " operations a second on the same rows" + showcase.words().oldRelease());
        return cleanup.add(DemoTraffic.start(
                new DemoTraffic.Place(
                        showcase.production(stage, new CassandraLiveStore(place.database())), sample, place.folder()),
                showcase.newRelease(),
                plan.liveOperationsPerSecond(),
                invocation.clock()));
    }

    private void write(AuditReport report) {
        try {
            Files.write(
                    checkout.demoReport(),
                    Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(report));
        } catch (IOException failed) {
            throw new FailedException("cannot write " + checkout.demoReport(), failed);
        }
    }

    private static String commandConfig(@Nullable SecuredStack secured) {
        return secured == null ? "" : " --command-config " + secured.folder().resolve("client.properties");
    }

    private void keep(LocalStack stack, DemoServices services, @Nullable SecuredStack secured, int exitCode) {
        console.result("everything stays up until Ctrl-C:");
        console.result("  kafka " + stack.kafka().address());
        console.result("  cassandra " + stack.cassandra().address());
        console.result("  elasticsearch " + stack.elasticsearchAddress());
        services.addresses().forEach(line -> console.result("  " + line));
        console.result(
                "such as: ./reprise jobs --bootstrap-servers " + stack.kafka().address() + commandConfig(secured));
        cleanup.endsWith(exitCode);
        awaitTheEnd();
    }

    /** Until the shutdown hook is done, which ends the JVM. */
    private static void awaitTheEnd() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
