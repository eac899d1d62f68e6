package dev.reprise.localstack.stack;

import dev.reprise.localstack.gate.ElasticsearchGate;
import dev.reprise.localstack.kafka.BrokerNetwork;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.localstack.server.LocalServer;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.tls.Certificates;
import dev.reprise.localstack.tls.ServerTls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Real Kafka, Cassandra and Elasticsearch, each a child process that ends with this JVM whatever ends it. For demo,
 * tests and bench; never for anything that must not be lost.
 *
 * <p>Threading: as {@link LocalServer}; the stack itself does not change once it is started.
 */
public final class LocalStack implements AutoCloseable {
    /** The slowest first: the others start while it does. */
    private static final List<ServerKind> LAUNCH_ORDER =
            List.of(ServerKind.CASSANDRA, ServerKind.ELASTICSEARCH, ServerKind.KAFKA);

    private final Map<ServerKind, List<LocalServer>> servers;
    private final BrokerNetwork network;
    private final @Nullable ElasticsearchGate gate;
    private final Duration startTook;

    private LocalStack(
            Map<ServerKind, List<LocalServer>> servers,
            BrokerNetwork network,
            @Nullable ElasticsearchGate gate,
            Duration startTook) {
        this.servers = servers;
        this.network = network;
        this.gate = gate;
        this.startTook = startTook;
    }

    /**
     * Starts the servers side by side and returns when all of them answer.
     *
     * @throws dev.reprise.localstack.server.ServerStartException when one does not come up, with the end of its log;
     *     those already started are ended
     */
    public static LocalStack start(LocalStackOptions options) {
        Deadline clock = Deadline.in(Duration.ZERO);
        Map<ServerKind, List<LocalServer>> servers = new EnumMap<>(ServerKind.class);
        StackRecipes recipes = new StackRecipes(options);
        options.servers()
                .forEach(kind -> servers.put(
                        kind, recipes.of(kind).stream().map(LocalServer::new).toList()));
        BrokerNetwork network = recipes.network();
        boolean up = false;
        try {
            startAll(servers);
            ElasticsearchGate gate = gate(servers.getOrDefault(ServerKind.ELASTICSEARCH, List.of()), options);
            up = true;
            return new LocalStack(servers, network, gate, clock.elapsed());
        } finally {
            if (!up) {
                stopAll(servers);
                network.close();
            }
        }
    }

    /** Returns the broker; the first one of a cluster. */
    public LocalServer kafka() {
        return first(ServerKind.KAFKA);
    }

    /** Returns the node; the first one of a ring, by which the others find it. */
    public LocalServer cassandra() {
        return first(ServerKind.CASSANDRA);
    }

    public LocalServer elasticsearch() {
        return first(ServerKind.ELASTICSEARCH);
    }

    /** Returns all servers of a kind. */
    public List<LocalServer> all(ServerKind kind) {
        List<LocalServer> all = servers.get(kind);
        if (all == null) {
            throw new IllegalStateException("this stack was started without " + kind.lowerCaseName());
        }
        return all;
    }

    /** Returns what is between the brokers of a cluster. */
    public BrokerNetwork network() {
        return network;
    }

    /**
     * Where all three are.
     *
     * @throws IllegalStateException when the options left one of them out
     */
    public StackAddresses addresses() {
        return new StackAddresses(kafkaAddress(), cassandraAddress(), elasticsearchAddress());
    }

    /** Returns where clients find Kafka: the addresses of all brokers, with commas between. */
    public String kafkaAddress() {
        return addressOfAll(ServerKind.KAFKA);
    }

    /** Returns where clients find Cassandra: the addresses of all nodes, with commas between. */
    public String cassandraAddress() {
        return addressOfAll(ServerKind.CASSANDRA);
    }

    /** Returns where clients find Elasticsearch: the gate of a secured stack, or the server itself. */
    public String elasticsearchAddress() {
        return gate == null ? elasticsearch().address() : gate.address();
    }

    /** From the first launch until all answered. */
    public Duration startTook() {
        return startTook;
    }

    /** Ends every server that runs, suspended or not. Any number of times. */
    @Override
    public void close() {
        if (gate != null) {
            gate.close();
        }
        stopAll(servers);
        network.close();
    }

    private LocalServer first(ServerKind kind) {
        return all(kind).get(0);
    }

    private String addressOfAll(ServerKind kind) {
        return all(kind).stream().map(LocalServer::address).collect(Collectors.joining(StackAddresses.SEPARATOR));
    }

    /** All at once, but one node after the other: a ring takes one new node at a time. */
    private static void startAll(Map<ServerKind, List<LocalServer>> servers) {
        List<LocalServer> starting = new ArrayList<>();
        List<LocalServer> later = new ArrayList<>();
        for (ServerKind kind : LAUNCH_ORDER) {
            List<LocalServer> all = servers.getOrDefault(kind, List.of());
            int atOnce = kind == ServerKind.CASSANDRA ? Math.min(1, all.size()) : all.size();
            starting.addAll(all.subList(0, atOnce));
            later.addAll(all.subList(atOnce, all.size()));
        }
        starting.forEach(LocalServer::launch);
        awaitAll(starting);
        later.forEach(LocalServer::start);
    }

    /** In turns, so that one which ends early is noticed while another is still starting. */
    private static void awaitAll(List<LocalServer> starting) {
        while (!starting.isEmpty()) {
            starting.removeIf(LocalServer::isReady);
            starting.stream().findFirst().ifPresent(LocalServer::awaitNextPoll);
        }
    }

    private static void stopAll(Map<ServerKind, List<LocalServer>> servers) {
        List<LocalServer> all = servers.values().stream().flatMap(List::stream).toList();
        all.forEach(LocalServer::askToStop);
        all.forEach(LocalServer::stop);
    }

    /** Returns the folder with the authority and the certificates of a secured stack. */
    public static Path certificates(LocalStackOptions options) {
        return certificates(options.workFolder());
    }

    static Path certificates(Path workFolder) {
        return workFolder.resolve("certificates");
    }

    /** Returns the file of who may come to the Elasticsearch of a secured stack; nobody may while there is none. */
    public static Path elasticsearchUsers(LocalStackOptions options) {
        return elasticsearchUsers(options.workFolder());
    }

    static Path elasticsearchUsers(Path workFolder) {
        return certificates(workFolder).resolve("elasticsearch-users.json");
    }

    private static @Nullable ElasticsearchGate gate(List<LocalServer> servers, LocalStackOptions options) {
        if (servers.isEmpty() || !options.isSecured()) {
            return null;
        }
        ServerTls tls = ServerTls.of(Certificates.in(certificates(options)));
        int port = options.ports().getOrDefault(ServerKind.ELASTICSEARCH, 0);
        return ElasticsearchGate.before(servers.get(0).address(), port, tls.files(), elasticsearchUsers(options));
    }
}
