package dev.reprise.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.endtoend.service.Deployment;
import dev.reprise.localstack.process.LoopbackPorts;
import dev.reprise.localstack.proxy.FaultyProxy;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import dev.reprise.localstack.tls.Certificates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A running service that does not trust a server says why, and goes on when the certificate of the server is fixed, or its own
 * file of whom it trusts. First Kafka is met, then Cassandra; each is found by a port that others take in turn.
 */
@ExtendWith(SecuredServersExtension.class)
class TrustRecoveryIT {

    @TempDir
    private Path folder;

    @Test
    void should_go_on_when_certificates_of_servers_are_fixed(SecuredServers servers) throws Exception {
        Certificates others = Certificates.in(folder.resolve("others"));
        int kafka = LoopbackPorts.choose();
        int cassandra = LoopbackPorts.choose();
        try (var deployment = prepared("fixed", servers)) {
            // given
            LocalService service = deployment.start(
                    ServiceKind.REPROCESS_WORKER,
                    Map.of(
                            "kafka.bootstrap.servers", LoopbackPorts.HOST + ":" + kafka,
                            "kafka.sasl.jaas.config-file", deployment.login(ServiceKind.REPROCESS_WORKER),
                            "reprise.cassandra.contact-points", LoopbackPorts.HOST + ":" + cassandra));

            // when / then
            awaitEachFault(service, "Kafka", servers.certificates(), others, kafka);
            try (var fixedKafka = FaultyProxy.before(servers.kafkaAddress(), kafka)) {
                assertThat(fixedKafka.address()).endsWith(":" + kafka);
                awaitEachFault(service, "Cassandra", servers.certificates(), others, cassandra);
                try (var fixedCassandra = FaultyProxy.before(servers.cassandraAddress(), cassandra)) {
                    assertThat(fixedCassandra.address()).endsWith(":" + cassandra);
                    Deployment.awaitReady(service);
                }
            }
        }
    }

    @Test
    void should_go_on_when_the_file_of_trusted_authorities_is_fixed(SecuredServers servers) throws Exception {
        Certificates others = Certificates.in(folder.resolve("strangers"));
        Path kafka = Files.copy(others.authority(), folder.resolve("kafka-ca.crt"));
        Path cassandra = Files.copy(others.authority(), folder.resolve("cassandra-ca.crt"));
        try (var deployment = prepared("trusting", servers)) {
            // given
            LocalService service = deployment.start(
                    ServiceKind.REPROCESS_WORKER,
                    Map.of(
                            "kafka.ssl.truststore.location", kafka.toString(),
                            "kafka.sasl.jaas.config-file", deployment.login(ServiceKind.REPROCESS_WORKER),
                            "reprise.cassandra.ssl.truststore", cassandra.toString()));

            // when / then
            SecuredDeployment.awaitReason(service, "no secure connection to Kafka: " + Fault.WRONG_AUTHORITY.words());
            Files.copy(servers.authority(), kafka, StandardCopyOption.REPLACE_EXISTING);
            SecuredDeployment.awaitReason(
                    service, "no secure connection to Cassandra: " + Fault.WRONG_AUTHORITY.words());
            Files.copy(servers.authority(), cassandra, StandardCopyOption.REPLACE_EXISTING);
            Deployment.awaitReady(service);
        }
    }

    private SecuredDeployment prepared(String name, SecuredServers servers) {
        var deployment = new SecuredDeployment(name, servers, folder);
        deployment.administrator().createTopics(2);
        deployment.createUsers();
        deployment.administrator().grant(deployment.administrator().rights());
        deployment.database().createTables();
        deployment.createRole();
        return deployment;
    }

    private static void awaitEachFault(
            LocalService service, String server, Certificates ours, Certificates others, int port) throws Exception {
        for (Fault fault : Fault.values()) {
            try (var wrong = fault.server(ours, others, port)) {
                assertThat(wrong.port()).isEqualTo(port);
                SecuredDeployment.awaitReason(service, "no secure connection to " + server + ": " + fault.words());
            }
        }
    }
}
