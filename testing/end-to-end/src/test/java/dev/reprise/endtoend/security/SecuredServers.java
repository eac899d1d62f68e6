package dev.reprise.endtoend.security;

import dev.reprise.assets.AssetTables;
import dev.reprise.assets.Layout;
import dev.reprise.common.tls.TlsContext;
import dev.reprise.common.tls.TlsFiles;
import dev.reprise.demo.kafka.StackAdministrator;
import dev.reprise.endtoend.service.Deployment;
import dev.reprise.endtoend.stack.StackFolders;
import dev.reprise.localstack.kafka.KafkaRecipe;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.localstack.stack.LocalStackOptions;
import dev.reprise.localstack.tls.Certificates;
import dev.reprise.localstack.tls.TokenIssuer;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.nio.file.Path;

/**
 * The secured stack of this JVM, which knows no user but its administrators. Each test makes users, topics and a keyspace of its
 * own.
 *
 * <p>Threading: as its servers.
 */
final class SecuredServers implements AutoCloseable {

    private static final Path ACCESS = Deployment.checkout().resolve("deploy/access");

    private final LocalStack stack;
    private final LocalStackOptions options;
    private final Certificates certificates;

    /** Starts the servers. */
    SecuredServers() {
        this.options = StackFolders.fresh("secured")
                .withServers(ServerKind.KAFKA, ServerKind.CASSANDRA)
                .secured();
        this.stack = LocalStack.start(options);
        this.certificates = Certificates.in(LocalStack.certificates(options));
    }

    String kafkaAddress() {
        return stack.kafka().address();
    }

    String cassandraAddress() {
        return stack.cassandra().address();
    }

    Path kafkaLog() {
        return stack.kafka().logFile().orElseThrow();
    }

    /** Returns where Kafka listens for clients with a certificate ({@code MTLS}) or with a token ({@code OAUTH}). */
    String kafkaAddress(String listener) {
        return KafkaRecipe.address(options.workFolder().resolve(ServerKind.KAFKA.lowerCaseName()), listener);
    }

    /** Returns the authority that the servers and their clients trust. */
    Certificates certificates() {
        return certificates;
    }

    /** Returns whom Kafka believes tokens of. */
    TokenIssuer tokens() {
        return TokenIssuer.in(LocalStack.certificates(options));
    }

    /** Returns the certificate that clients trust, PEM. */
    Path authority() {
        return certificates.authority();
    }

    /** Returns an administrator of Kafka, to be closed by the caller. */
    StackAdministrator administrator(String prefix) {
        return new StackAdministrator(options, ACCESS, prefix);
    }

    /** Returns a session of the administrator of Cassandra, to be closed by the caller. */
    AssetDatabase database(String keyspace) {
        return AssetDatabase.openSecured(
                "cassandra",
                "cassandra",
                TlsContext.of(new TlsFiles(authority(), null, null, null, true)),
                cassandraAddress(),
                AssetTables.of(keyspace, Layout.BUCKETED));
    }

    @Override
    public void close() {
        stack.close();
    }
}
