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
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/**
 * The administrator of the Kafka of a secured stack, who comes by the certificate of the server. Everything may be done any
 * number of times.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class StackAdministrator implements AutoCloseable {

    /** Of the one broker that a stack has. */
    private static final String NODE_ID = "1";

    private static final int SCRAM_ITERATIONS = 4096;

    private static final long ANSWER_SECONDS_MAX = 60;

    private final Admin kafka;
    private final Path access;
    private final String prefix;

    /**
     * Connects to a stack that runs.
     *
     * @param access folder with the rights of each user, {@code deploy/access}
     * @param prefix of the topics and groups of a deployment, and of its users; may be empty
     */
    public StackAdministrator(LocalStackOptions options, Path access, String prefix) {
        this.access = access;
        this.prefix = prefix;
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
        List<NewTopic> topics = new Topics(prefix)
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

    /** Returns every right that stands in {@code kafka-acls.txt}. */
    public List<AclBinding> rights() {
        return KafkaRights.in(access, prefix);
    }

    /** Gives some rights. */
    public void grant(Collection<AclBinding> rights) {
        await(kafka.createAcls(rights).all());
    }

    /** Takes some rights away. */
    public void take(Collection<AclBinding> rights) {
        await(kafka.deleteAcls(rights.stream().map(AclBinding::toFilter).toList())
                .all()
                .thenApply(taken -> null));
    }

    /** Has the broker log by which right it allows or denies each request. */
    public void logDecisions() {
        var broker = new ConfigResource(ConfigResource.Type.BROKER_LOGGER, NODE_ID);
        var change = new AlterConfigOp(new ConfigEntry("kafka.authorizer.logger", "DEBUG"), AlterConfigOp.OpType.SET);
        await(kafka.incrementalAlterConfigs(Map.of(broker, List.of(change))).all());
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
