package dev.reprise.endtoend.security;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.reprise.common.tls.TlsContext;
import dev.reprise.common.tls.TlsFiles;
import dev.reprise.common.topic.TopicSpec;
import dev.reprise.common.topic.Topics;
import dev.reprise.endtoend.stack.StackFolders;
import dev.reprise.localstack.kafka.KafkaRecipe;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.localstack.stack.LocalStackOptions;
import dev.reprise.localstack.tls.Certificates;
import dev.reprise.localstack.tls.ServerTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A secured stack and its administrator.
 *
 * <p>Threading: one thread.
 */
final class SecuredServers implements AutoCloseable {

    private static final int ITERATIONS = 4096;
    private static final int PARTITIONS = 2;

    private final LocalStack stack;
    private final Certificates certificates;
    private final Admin kafka;
    private final CqlSession cassandra;
    private final Path access;
    private final Path kafkaFolder;

    /** Starts the servers. */
    SecuredServers(String name, Path checkout) {
        LocalStackOptions options = StackFolders.fresh(name)
                .withServers(ServerKind.KAFKA, ServerKind.CASSANDRA)
                .secured();
        this.stack = LocalStack.start(options);
        this.certificates = Certificates.in(LocalStack.certificates(options));
        this.access = checkout.resolve("deploy/access");
        this.kafkaFolder = options.workFolder().resolve(ServerKind.KAFKA.lowerCaseName());
        this.kafka = Admin.create(administrator());
        this.cassandra = session();
    }

    String kafkaAddress() {
        return stack.kafka().address();
    }

    String cassandraAddress() {
        return stack.cassandra().address();
    }

    Path authority() {
        return certificates.authority();
    }

    CqlSession cassandra() {
        return cassandra;
    }

    void createTopics() throws ExecutionException, InterruptedException {
        kafka.createTopics(new Topics("")
                        .all(PARTITIONS).stream().map(SecuredServers::topic).toList())
                .all()
                .get();
    }

    void createUser(String user, String password) throws ExecutionException, InterruptedException {
        var how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ITERATIONS);
        kafka.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, how, password)))
                .all()
                .get();
    }

    /** Gives the rights of the file that ships, of one type. */
    void grant(Predicate<ResourceType> wanted) throws IOException, ExecutionException, InterruptedException {
        try (Stream<String> lines = Files.lines(access.resolve("kafka-acls.txt"))) {
            Collection<AclBinding> rights = lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .flatMap(SecuredServers::rights)
                    .filter(right -> wanted.test(right.pattern().resourceType()))
                    .toList();
            kafka.createAcls(rights).all().get();
        }
    }

    /** Makes the role of the services by the file that ships. */
    void createRole(String password) throws IOException {
        String script = Files.readString(access.resolve("cassandra-role.cql")).replaceAll("(?m)^--.*$", "");
        Stream.of(script.split(";"))
                .map(String::strip)
                .filter(one -> !one.isEmpty())
                .forEach(cassandra::execute);
        cassandra.execute("ALTER ROLE reprise WITH PASSWORD = '" + password + "' AND LOGIN = true");
    }

    @Override
    public void close() {
        try (stack;
                kafka;
                cassandra) {
            // All are closed, whatever one of them throws.
        }
    }

    private static NewTopic topic(TopicSpec spec) {
        return new NewTopic(spec.name(), Optional.of(spec.partitions()), Optional.empty()).configs(spec.settings());
    }

    private static Stream<AclBinding> rights(String line) {
        String[] columns = line.split("\\s+");
        var pattern =
                new ResourcePattern(ResourceType.valueOf(columns[1]), columns[3], PatternType.valueOf(columns[2]));
        return Stream.of(columns[4].split(","))
                .map(operation -> new AclBinding(
                        pattern,
                        new AccessControlEntry(
                                "User:" + columns[0], "*", AclOperation.valueOf(operation), AclPermissionType.ALLOW)));
    }

    /** By the certificate of the server. */
    private Map<String, Object> administrator() {
        ServerTls tls = ServerTls.of(certificates);
        return Map.of(
                "bootstrap.servers",
                KafkaRecipe.internalAddress(kafkaFolder),
                "security.protocol",
                "SSL",
                "ssl.truststore.location",
                tls.truststore().toString(),
                "ssl.truststore.password",
                tls.password(),
                "ssl.keystore.location",
                tls.keystore().toString(),
                "ssl.keystore.password",
                tls.password());
    }

    /** As the user that every new Cassandra has. */
    private CqlSession session() {
        var tls = TlsContext.of(new TlsFiles(certificates.authority(), null, null, null, true));
        String address = stack.cassandra().address();
        int colon = address.indexOf(':');
        return CqlSession.builder()
                .addContactPoint(new InetSocketAddress(
                        address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))))
                .withLocalDatacenter("datacenter1")
                .withSslContext(tls.current())
                .withAuthCredentials("cassandra", "cassandra")
                .build();
    }
}
