package dev.reprise.cli.topics;

import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.invocation.WrongUsageException;
import dev.reprise.common.topic.Topics;
import dev.reprise.topics.KafkaAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of every command that talks to a deployment.
 *
 * <p>Threading: one thread.
 */
public final class KafkaOptions {

    private static final String LAST_RESORT = "localhost:9092";

    /** A port is what Kafka's own message does not ask for clearly. */
    private static final Pattern SERVERS = Pattern.compile("[^\\s,]+:\\d{1,5}(,[^\\s,]+:\\d{1,5})*");

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description =
                    "Kafka; by default $KAFKA_BOOTSTRAP_SERVERS, else in a checkout the local stack if it is up, else "
                            + LAST_RESORT + ".")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Settings of Kafka's clients, such as security.protocol, as a properties file; by default"
                    + " $KAFKA_COMMAND_CONFIG, else in a checkout that of the local stack if it is secured, else none.")
    private @Nullable Path commandConfig;

    @Option(
            names = "--topics-prefix",
            paramLabel = "PREFIX",
            description =
                    "What the names of the deployment's topics begin with; by default $REPRISE_TOPICS_PREFIX, else"
                            + " nothing.")
    private @Nullable String topicsPrefix;

    /**
     * Returns where the deployment is.
     *
     * @throws WrongUsageException if it is no address, wherever it comes from
     */
    public KafkaAddress address(Invocation invocation) {
        Map<String, Object> client =
                commandConfig(invocation).map(CommandConfig::read).orElse(Map.of());
        String servers = firstOf(bootstrapServers, (String) client.get("bootstrap.servers"))
                .or(() -> Optional.ofNullable(invocation.variable("KAFKA_BOOTSTRAP_SERVERS")))
                .or(invocation.defaults()::bootstrapServers)
                .orElse(LAST_RESORT);
        if (!SERVERS.matcher(servers).matches()) {
            throw new WrongUsageException(
                    "bootstrap servers must be host:port, several with commas between, not '" + servers + "'");
        }
        String prefix = firstOf(topicsPrefix, invocation.variable("REPRISE_TOPICS_PREFIX"))
                .orElse("");
        try {
            return new KafkaAddress(servers, new Topics(prefix), client);
        } catch (IllegalArgumentException wrong) {
            throw new WrongUsageException("topics " + wrong.getMessage());
        }
    }

    /** The settings of the local stack count only where its address does. */
    private Optional<Path> commandConfig(Invocation invocation) {
        boolean isElsewhere = bootstrapServers != null || invocation.variable("KAFKA_BOOTSTRAP_SERVERS") != null;
        return Optional.ofNullable(commandConfig)
                .or(() -> Optional.ofNullable(invocation.variable("KAFKA_COMMAND_CONFIG"))
                        .map(Path::of))
                .or(() -> isElsewhere ? Optional.empty() : invocation.defaults().commandConfig());
    }

    private static Optional<String> firstOf(@Nullable String first, @Nullable String second) {
        return Optional.ofNullable(first).or(() -> Optional.ofNullable(second));
    }
}
