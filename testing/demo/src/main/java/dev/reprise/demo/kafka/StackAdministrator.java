package dev.reprise.demo.kafka;

import dev.reprise.common.topic.TopicSpec;
import dev.reprise.common.topic.Topics;
import dev.reprise.localstack.kafka.KafkaRecipe;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.localstack.stack.LocalStackOptions;
import dev.reprise.localstack.tls.Certificates;
import dev.reprise.localstack.tls.ServerTls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * The administrator of the Kafka of a secured stack, who comes by the certificate of the server. Everything may be done any
 * number of times.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class StackAdministrator implements AutoCloseable {

    private static final int SCRAM_ITERATIONS = 4096;

    private static final long ANSWER_SECONDS_MAX = 60;

    private final Admin kafka;
    private final Path access;

    /**
     * Connects to a stack that runs.
     *
     * @param access folder with the rights of each user, {@code deploy/access}
     */
    public StackAdministrator(LocalStackOptions options, Path access) {
        this.access = access;
        this.kafka = Admin.create(settings(options));
    }

    /** Returns the settings of a client of Kafka with every right. */
    public static Map<String, Object> settings(LocalStackOptions options) {
        ServerTls tls = ServerTls.of(Certificates.in(LocalStack.certificates(options)));
        Path folder = options.workFolder().resolve(ServerKind.KAFKA.lowerCaseName());
        return Map.of(
                "bootstrap.servers", KafkaRecipe.internalAddress(folder),
                "security.protocol", "SSL",
                "ssl.truststore.location", tls.truststore().toString(),
                "ssl.truststore.password", tls.password(),
                "ssl.keystore.location", tls.keystore().toString(),
                "ssl.keystore.password", tls.password());
    }

    /** Makes the topics that are missing. */
    public void createTopics(int partitions) {
        List<NewTopic> topics = new Topics("")
                .all(partitions).stream().map(StackAdministrator::topic).toList();
        for (KafkaFuture<Void> creation : kafka.createTopics(topics).values().values()) {
            try {
                await(creation);
            } catch (IllegalStateException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
    }

    /** Makes a user of Kafka, or gives it another password. */
    public void createUser(String user, String password) {
        var how = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS);
        await(kafka.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, how, password)))
                .all());
    }

    /** Gives the rights that stand in {@code kafka-acls.txt} on some types of what there is. */
    public void grant(Predicate<ResourceType> wanted) {
        Collection<AclBinding> rights = lines("kafka-acls.txt").stream()
                .filter(line -> !line.startsWith("#"))
                .flatMap(StackAdministrator::rights)
                .filter(right -> wanted.test(right.pattern().resourceType()))
                .toList();
        await(kafka.createAcls(rights).all());
    }

    /** Returns the statements that make the role of the services in Cassandra. */
    public List<String> roleStatements() {
        String script = String.join(
                " ",
                lines("cassandra-role.cql").stream()
                        .filter(line -> !line.startsWith("--"))
                        .toList());
        return Stream.of(script.split(";"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    @Override
    public void close() {
        kafka.close(Duration.ofSeconds(1));
    }

    private List<String> lines(String file) {
        try (Stream<String> lines = Files.lines(access.resolve(file))) {
            return lines.filter(line -> !line.isBlank()).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + access.resolve(file), failed);
        }
    }

    private static NewTopic topic(TopicSpec spec) {
        return new NewTopic(spec.name(), Optional.of(spec.partitions()), Optional.empty()).configs(spec.settings());
    }

    private static Stream<AclBinding> rights(String line) {
        String[] columns = line.split("\\s+", -1);
        var pattern =
                new ResourcePattern(ResourceType.valueOf(columns[1]), columns[3], PatternType.valueOf(columns[2]));
        return Stream.of(columns[4].split(",", -1))
                .map(operation -> new AclBinding(
                        pattern,
                        new AccessControlEntry(
                                "User:" + columns[0], "*", AclOperation.valueOf(operation), AclPermissionType.ALLOW)));
    }

    private static void await(KafkaFuture<Void> answer) {
        try {
            answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka refuses its administrator", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("Kafka does not answer its administrator", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
