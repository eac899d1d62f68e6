package dev.reprise.localstack.stack;

import dev.reprise.localstack.cassandra.CassandraProbe;
import dev.reprise.localstack.elasticsearch.ElasticsearchProbe;
import dev.reprise.localstack.gate.GateUsers;
import dev.reprise.localstack.kafka.KafkaProbe;
import dev.reprise.localstack.kafka.KafkaRecipe;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.tls.Certificates;
import dev.reprise.localstack.tls.ServerTls;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/** Where clients find the servers of a whole stack, each as {@code 127.0.0.1:port}, of a cluster with commas between. */
public record StackAddresses(String kafka, String cassandra, String elasticsearch) {
    static final String SEPARATOR = ",";

    /** Returns how many brokers there are, and nodes of Cassandra. */
    public int nodes() {
        return each(kafka).size();
    }

    /** Asks each server one question, one after another; false where one of a kind does not answer within the time. */
    public Map<ServerKind, Boolean> ask(Duration within) {
        return Map.of(
                ServerKind.KAFKA, each(kafka).stream().allMatch(one -> KafkaProbe.answers(port(one), within)),
                ServerKind.CASSANDRA,
                        each(cassandra).stream().allMatch(one -> CassandraProbe.answers(socket(one), within)),
                ServerKind.ELASTICSEARCH, ElasticsearchProbe.answers(port(elasticsearch), within));
    }

    /**
     * As {@link #ask}, of servers that want TLS.
     *
     * @param workFolder of the stack
     */
    public Map<ServerKind, Boolean> askSecured(Duration within, Path workFolder) {
        SSLSocketFactory sockets = ServerTls.of(Certificates.in(LocalStack.certificates(workFolder)))
                .sockets();
        Path kafkaFolder = workFolder.resolve(ServerKind.KAFKA.lowerCaseName());
        return Map.of(
                ServerKind.KAFKA,
                KafkaProbe.answers(sockets, port(KafkaRecipe.internalAddress(kafkaFolder)), within),
                ServerKind.CASSANDRA,
                CassandraProbe.answers(sockets, socket(cassandra), within),
                ServerKind.ELASTICSEARCH,
                ElasticsearchProbe.answers(
                        sockets,
                        GateUsers.in(LocalStack.elasticsearchUsers(workFolder)).administrator(),
                        port(elasticsearch),
                        within));
    }

    private static List<String> each(String addresses) {
        return List.of(addresses.split(SEPARATOR, -1));
    }

    private static InetSocketAddress socket(String address) {
        return new InetSocketAddress(address.substring(0, address.lastIndexOf(':')), port(address));
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }
}
