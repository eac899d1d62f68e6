package dev.reprise.cli.topics;

import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.invocation.WrongUsageException;
import dev.reprise.common.topic.Topics;
import dev.reprise.topics.KafkaAddress;
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
        String servers = firstOf(bootstrapServers, invocation.variable("KAFKA_BOOTSTRAP_SERVERS"))
                .or(invocation.defaults()::bootstrapServers)
                .orElse(LAST_RESORT);
        if (!SERVERS.matcher(servers).matches()) {
            throw new WrongUsageException(
                    "bootstrap servers must be host:port, several with commas between, not '" + servers + "'");
        }
        String prefix = firstOf(topicsPrefix, invocation.variable("REPRISE_TOPICS_PREFIX"))
                .orElse("");
        try {
            return new KafkaAddress(servers, new Topics(prefix));
        } catch (IllegalArgumentException wrong) {
            throw new WrongUsageException("topics " + wrong.getMessage());
        }
    }

    private static Optional<String> firstOf(@Nullable String first, @Nullable String second) {
        return Optional.ofNullable(first).or(() -> Optional.ofNullable(second));
    }
}
