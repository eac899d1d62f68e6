package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.AssetTables;
import dev.reprise.common.topic.Topics;
import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.process.Signal;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.service.config.ConfigurationReader;
import dev.reprise.worker.config.WorkerSettings;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.awaitility.Awaitility;

/**
 * A deployment of both services for one test: topics, groups and keyspace of its own on the shared stack, and the
 * processes, which end with it.
 *
 * <p>Threading: one thread.
 */
public final class Deployment implements AutoCloseable {

    /** Two cores start a service in a few seconds, but they may be busy with much else. */
    public static final Duration READY_WITHIN = Duration.ofMinutes(4);

    /** What the contract leaves a service from SIGTERM to its end. */
    private static final Duration STOPS_WITHIN = Duration.ofSeconds(20);

    private static final Path CHECKOUT = Path.of(Objects.requireNonNull(System.getProperty("reprise.checkout")));
    private static final Path LOGS = CHECKOUT.resolve("testing/end-to-end/target/services");
    private static final Path FIXTURES = CHECKOUT.resolve("testing/end-to-end/src/test/fixtures");

    /** The memory that is promised; and an instance lives so short that the second compiler costs more than it brings. */
    private static final List<String> JVM = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final String name;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<LocalService> services = new ArrayList<>();
    private boolean asShipped;

    /**
     * Prepares a deployment; nothing is started yet.
     *
     * @param name letters, digits and underscores; unique among the tests of a run
     */
    public Deployment(String name, LocalStack stack) {
        this.name = name;
        with("kafka.bootstrap.servers", stack.kafkaAddress());
        with("reprise.cassandra.contact-points", stack.cassandraAddress());
        with("reprise.topics.prefix", name + "-");
        with("reprise.topics.partitions", "4");
        with("reprise.assets.keyspace", name);
        with("reprise.migrations.path", FIXTURES.resolve("migrations").toString());
        with("reprise.schemas.path", FIXTURES.resolve("schemas").toString());
    }

    /** Returns the folder of the services' logs. */
    public static Path logs() {
        return LOGS;
    }

    /** Returns the root of the project. */
    public static Path checkout() {
        return CHECKOUT;
    }

    /** Returns the folder of what tests bring with them. */
    public static Path fixtures() {
        return FIXTURES;
    }

    /** Returns the folder of the sample's migrations and schemas. */
    public static Path samples() {
        return CHECKOUT.resolve("samples");
    }

    /** Sets a key of the configuration of what is started from now on. */
    public Deployment with(String key, String value) {
        settings.put(key, value);
        return this;
    }

    /** Notices sooner than production does that an instance was killed, and aborts sooner what it has left open. */
    public Deployment impatient() {
        return with("reprise.streams.session-timeout", "PT6S")
                .with("reprise.streams.transaction-timeout", "PT10S")
                .with("reprise.worker.drain-time-max", "PT5S");
    }

    /** Starts services the way users do, which takes longer than from {@link ServiceImages}. */
    Deployment asShipped() {
        asShipped = true;
        return this;
    }

    /** Takes the migrations and schemas of the sample. */
    public Deployment withSamples() {
        return with("reprise.migrations.path", samples().resolve("migrations").toString())
                .with("reprise.schemas.path", samples().resolve("schemas").toString());
    }

    Deployment without(String key) {
        settings.remove(key);
        return this;
    }

    /** Returns the topics of this deployment. */
    public Topics topics() {
        return new Topics(name + "-");
    }

    /** Returns its tables. */
    public AssetTables tables() {
        var reader = ConfigurationReader.of(settings);
        return WorkerSettings.from(reader, 1).service().tables();
    }

    /** Opens its database; the caller's to close. */
    public AssetDatabase database() {
        return AssetDatabase.open(Objects.requireNonNull(settings.get("reprise.cassandra.contact-points")), tables());
    }

    /** Returns a client of its topics. */
    String bootstrapServers() {
        return Objects.requireNonNull(settings.get("kafka.bootstrap.servers"));
    }

    public TopicClient topicClient() {
        return new TopicClient(Objects.requireNonNull(settings.get("kafka.bootstrap.servers")), topics());
    }

    /** Starts an instance and returns at once. */
    public LocalService start(ServiceKind kind) {
        return start(kind, List.of());
    }

    /**
     * Starts an instance that finds servers behind proxies, and returns at once.
     *
     * @param addresses keys of the configuration, and the addresses that this instance alone gets for them
     * @param jvmOptions further options, by the name of the instance
     */
    public LocalService startBehind(
            Map<String, String> addresses, ServiceKind kind, Function<String, List<String>> jvmOptions) {
        Map<String, String> behind = new LinkedHashMap<>(settings);
        behind.putAll(addresses);
        return start(kind, CHECKOUT, behind, jvmOptions);
    }

    /**
     * Starts an instance and returns at once.
     *
     * @param jvmOptions further options
     */
    LocalService start(ServiceKind kind, List<String> jvmOptions) {
        return start(kind, CHECKOUT, settings, instance -> jvmOptions);
    }

    /** Starts an instance of any build of the project, and returns at once. */
    LocalService start(ServiceKind kind, Path checkout) {
        return start(kind, checkout, settings, instance -> List.of());
    }

    private LocalService start(
            ServiceKind kind,
            Path checkout,
            Map<String, String> configuration,
            Function<String, List<String>> jvmOptions) {
        String instance = name + "-" + kind.module() + "-" + services.size();
        List<String> options = new ArrayList<>(jvmOptions.apply(instance));
        options.addAll(JVM);
        if (!asShipped && checkout.equals(CHECKOUT)) {
            options.addAll(ServiceImages.options(kind));
        }
        var start = new LocalService.Start(kind, checkout, instance, LOGS, options);
        LocalService service = asShipped
                ? LocalService.start(start, configuration)
                : LocalService.startOnClassPath(start, configuration);
        services.add(service);
        return service;
    }

    /** Returns the instances that have not ended. */
    List<LocalService> running() {
        return services.stream().filter(one -> one.process().isAlive()).toList();
    }

    /** Starts one of each and waits until both work. */
    Deployment startBoth() {
        start(ServiceKind.ID_PRODUCER);
        start(ServiceKind.REPROCESS_WORKER);
        return awaitReady();
    }

    /** Waits until every instance works. */
    Deployment awaitReady() {
        for (LocalService service : services) {
            awaitReady(service);
        }
        return this;
    }

    /** Waits until an instance works. */
    public static void awaitReady(LocalService service) {
        Awaitility.await(service.process().name() + " is ready")
                .atMost(READY_WITHIN)
                // To be asked costs a service something, and it has enough to do.
                .pollInterval(Duration.ofMillis(250))
                .until(() -> service.isReady() || !service.process().isAlive());
        if (!service.process().isAlive()) {
            throw new AssertionError(service.process().name() + " has ended:\n" + lastLog(service.process()));
        }
    }

    /** Sends SIGTERM, and expects what is promised: the process ends within 20 s, by itself and with 0. */
    static void terminate(LocalService service) throws InterruptedException {
        service.process().signal(Signal.TERM);
        assertThat(service.process().awaitExit(STOPS_WITHIN))
                .as(() -> service.process().name() + " has not ended:\n" + lastLog(service.process()))
                .isTrue();
        assertThat(service.process().exitCode())
                .as(() -> lastLog(service.process()))
                .hasValue(0);
    }

    /** Returns the end of a log. */
    public static String lastLog(ChildProcess process) {
        return String.join("\n", process.lastLogLines(30));
    }

    /** Kills what still runs: an orderly end takes seconds, and tests of it do not leave it to this. */
    @Override
    public void close() {
        services.forEach(service -> service.process().kill());
    }
}
