package dev.reprise.localstack.stack;

import dev.reprise.localstack.cassandra.CassandraRecipe;
import dev.reprise.localstack.cassandra.RingPlace;
import dev.reprise.localstack.elasticsearch.ElasticsearchRecipe;
import dev.reprise.localstack.kafka.BrokerNetwork;
import dev.reprise.localstack.kafka.KafkaRecipe;
import dev.reprise.localstack.kafka.QuorumPlace;
import dev.reprise.localstack.process.LoopbackPorts;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.server.ServerOptions;
import dev.reprise.localstack.server.ServerPrograms;
import dev.reprise.localstack.server.ServerRecipe;
import dev.reprise.localstack.tls.Certificates;
import dev.reprise.localstack.tls.ServerTls;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the servers of a stack are started, by its options.
 *
 * <p>Threading: one thread.
 */
final class StackRecipes {
    private final LocalStackOptions options;
    private final ServerPrograms programs;
    private final List<QuorumPlace> quorum;

    StackRecipes(LocalStackOptions options) {
        this.options = options;
        this.programs = new ServerPrograms(options.programsFolder());
        this.quorum = QuorumPlace.ofAll(options.nodes());
    }

    /** Opens the network between the brokers; one broker needs none. */
    BrokerNetwork network() {
        return new BrokerNetwork(quorum);
    }

    /** Returns the recipes of all servers of a kind; there is one Elasticsearch, however many nodes the others have. */
    List<ServerRecipe> of(ServerKind kind) {
        return switch (kind) {
            case KAFKA -> brokers();
            case CASSANDRA -> nodes();
            case ELASTICSEARCH -> List.of(elasticsearch());
        };
    }

    private List<ServerRecipe> brokers() {
        if (options.nodes() == 1) {
            return List.of(broker(folder(ServerKind.KAFKA), port(ServerKind.KAFKA)));
        }
        return quorum.stream()
                .<ServerRecipe>map(place -> broker(
                                folder(ServerKind.KAFKA, place.node()), place.node() == 1 ? port(ServerKind.KAFKA) : 0)
                        .at(place))
                .toList();
    }

    private KafkaRecipe broker(Path folder, int port) {
        return new KafkaRecipe(folder, programs.classPath(ServerKind.KAFKA), options(ServerKind.KAFKA, port), tls());
    }

    private List<ServerRecipe> nodes() {
        if (options.nodes() == 1) {
            return List.of(node(folder(ServerKind.CASSANDRA), port(ServerKind.CASSANDRA)));
        }
        int storagePort = RingPlace.storagePort(folder(ServerKind.CASSANDRA, 1));
        int port = LoopbackPorts.orChoose(port(ServerKind.CASSANDRA));
        return numbers()
                .<ServerRecipe>mapToObj(node -> node(folder(ServerKind.CASSANDRA, node), port)
                        .at(new RingPlace(node, options.nodes(), storagePort)))
                .toList();
    }

    private CassandraRecipe node(Path folder, int port) {
        return new CassandraRecipe(
                folder, programs.classPath(ServerKind.CASSANDRA), options(ServerKind.CASSANDRA, port), tls());
    }

    private ElasticsearchRecipe elasticsearch() {
        // Of a secured Elasticsearch it is the port of the gate.
        int port = options.isSecured() ? 0 : port(ServerKind.ELASTICSEARCH);
        return new ElasticsearchRecipe(
                folder(ServerKind.ELASTICSEARCH),
                programs.elasticsearchHome(),
                options(ServerKind.ELASTICSEARCH, port));
    }

    private IntStream numbers() {
        return IntStream.rangeClosed(1, options.nodes());
    }

    private Path folder(ServerKind kind) {
        return options.workFolder().resolve(kind.lowerCaseName());
    }

    private Path folder(ServerKind kind, int node) {
        return options.workFolder().resolve(kind.lowerCaseName() + "-" + node);
    }

    private int port(ServerKind kind) {
        return options.ports().getOrDefault(kind, 0);
    }

    private ServerOptions options(ServerKind kind, int port) {
        return new ServerOptions(port, options.settings().getOrDefault(kind, Map.of()), options.sparesCores());
    }

    private @Nullable ServerTls tls() {
        return options.isSecured() ? ServerTls.of(Certificates.in(LocalStack.certificates(options))) : null;
    }
}
