package dev.reprise.localstack.stack;

import dev.reprise.localstack.cassandra.CassandraProbe;
import dev.reprise.localstack.elasticsearch.ElasticsearchProbe;
import dev.reprise.localstack.gate.GateUsers;
import dev.reprise.localstack.kafka.KafkaProbe;
import dev.reprise.localstack.kafka.KafkaRecipe;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.tls.Certificates;
import dev.reprise.localstack.tls.ServerTls;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;

/** Where clients find the servers of a whole stack, each as {@code 127.0.0.1:port}. */
public record StackAddresses(String kafka, String cassandra, String elasticsearch) {

    /** Asks each server one question, one after another; false for one without an answer within the time. */
    public Map<ServerKind, Boolean> ask(Duration within) {
        return Map.of(
                ServerKind.KAFKA, KafkaProbe.answers(port(kafka), within),
                ServerKind.CASSANDRA, CassandraProbe.answers(port(cassandra), within),
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
                CassandraProbe.answers(sockets, port(cassandra), within),
                ServerKind.ELASTICSEARCH,
                ElasticsearchProbe.answers(
                        sockets,
                        GateUsers.in(LocalStack.elasticsearchUsers(workFolder)).administrator(),
                        port(elasticsearch),
                        within));
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }
}
