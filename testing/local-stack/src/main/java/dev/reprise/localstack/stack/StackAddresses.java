package dev.reprise.localstack.stack;

import dev.reprise.localstack.cassandra.CassandraProbe;
import dev.reprise.localstack.elasticsearch.ElasticsearchProbe;
import dev.reprise.localstack.kafka.KafkaProbe;
import dev.reprise.localstack.server.ServerKind;
import java.time.Duration;
import java.util.Map;

/** Where clients find the servers of a whole stack, each as {@code 127.0.0.1:port}. */
public record StackAddresses(String kafka, String cassandra, String elasticsearch) {

    /** Asks each server one question, one after another; false for one without an answer within the time. */
    public Map<ServerKind, Boolean> ask(Duration within) {
        return Map.of(
                ServerKind.KAFKA, KafkaProbe.answers(port(kafka), within),
                ServerKind.CASSANDRA, CassandraProbe.answers(port(cassandra), within),
                ServerKind.ELASTICSEARCH, ElasticsearchProbe.answers(port(elasticsearch), within));
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }
}
