package dev.reprise.localstack.stack;

import dev.reprise.localstack.cassandra.CassandraRecipe;
import dev.reprise.localstack.elasticsearch.ElasticsearchRecipe;
import dev.reprise.localstack.gate.ElasticsearchGate;
import dev.reprise.localstack.kafka.KafkaRecipe;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.localstack.server.LocalServer;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.server.ServerPrograms;
import dev.reprise.localstack.server.ServerRecipe;
import dev.reprise.localstack.tls.Certificates;
import dev.reprise.localstack.tls.ServerTls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

    private final Map<ServerKind, LocalServer> servers;
    private final @Nullable ElasticsearchGate gate;
    private final Duration startTook;

    private LocalStack(Map<ServerKind, LocalServer> servers, @Nullable ElasticsearchGate gate, Duration startTook) {
        this.servers = servers;
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
        Map<ServerKind, LocalServer> servers = new EnumMap<>(ServerKind.class);
        LAUNCH_ORDER.stream()
                .filter(options.servers()::contains)
                .forEach(kind -> servers.put(kind, new LocalServer(recipe(kind, options))));
        boolean up = false;
        try {
            launch(servers);
            awaitAll(servers);
            ElasticsearchGate gate = gate(servers.get(ServerKind.ELASTICSEARCH), options);
            up = true;
            return new LocalStack(servers, gate, clock.elapsed());
        } finally {
            if (!up) {
                stopAll(servers);
            }
        }
    }

    public LocalServer kafka() {
        return server(ServerKind.KAFKA);
    }

    public LocalServer cassandra() {
        return server(ServerKind.CASSANDRA);
    }

    public LocalServer elasticsearch() {
        return server(ServerKind.ELASTICSEARCH);
    }

    /**
     * Where all three are.
     *
     * @throws IllegalStateException when the options left one of them out
     */
    public StackAddresses addresses() {
        return new StackAddresses(kafka().address(), cassandra().address(), elasticsearchAddress());
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
    }

    private LocalServer server(ServerKind kind) {
        LocalServer server = servers.get(kind);
        if (server == null) {
            throw new IllegalStateException("this stack was started without " + kind.lowerCaseName());
        }
        return server;
    }

    private static void launch(Map<ServerKind, LocalServer> servers) {
        LAUNCH_ORDER.stream().filter(servers::containsKey).map(servers::get).forEach(LocalServer::launch);
    }

    /** In turns, so that one which ends early is noticed while another is still starting. */
    private static void awaitAll(Map<ServerKind, LocalServer> servers) {
        List<LocalServer> starting = new ArrayList<>(servers.values());
        while (!starting.isEmpty()) {
            starting.removeIf(LocalServer::isReady);
            starting.stream().findFirst().ifPresent(LocalServer::awaitNextPoll);
        }
    }

    private static void stopAll(Map<ServerKind, LocalServer> servers) {
        servers.values().forEach(LocalServer::askToStop);
        servers.values().forEach(LocalServer::stop);
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

    private static @Nullable ElasticsearchGate gate(@Nullable LocalServer server, LocalStackOptions options) {
        if (server == null || !options.isSecured()) {
            return null;
        }
        ServerTls tls = ServerTls.of(Certificates.in(certificates(options)));
        int port = options.ports().getOrDefault(ServerKind.ELASTICSEARCH, 0);
        return ElasticsearchGate.before(server.address(), port, tls.files(), elasticsearchUsers(options));
    }

    private static ServerRecipe recipe(ServerKind kind, LocalStackOptions options) {
        ServerPrograms programs = new ServerPrograms(options.programsFolder());
        Path folder = options.workFolder().resolve(kind.lowerCaseName());
        // Of a secured Elasticsearch it is the port of the gate.
        boolean isGated = kind == ServerKind.ELASTICSEARCH && options.isSecured();
        int port = isGated ? 0 : options.ports().getOrDefault(kind, 0);
        Map<String, String> settings = options.settings().getOrDefault(kind, Map.of());
        ServerTls tls = options.isSecured() ? ServerTls.of(Certificates.in(certificates(options))) : null;
        return switch (kind) {
            case KAFKA -> new KafkaRecipe(folder, programs.classPath(kind), port, settings, tls);
            case CASSANDRA -> new CassandraRecipe(folder, programs.classPath(kind), port, settings, tls);
            case ELASTICSEARCH -> new ElasticsearchRecipe(folder, programs.elasticsearchHome(), port, settings);
        };
    }
}
