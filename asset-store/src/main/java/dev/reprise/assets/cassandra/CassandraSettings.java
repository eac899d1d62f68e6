package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import dev.reprise.assets.RequestLatency;
import dev.reprise.common.config.Settings;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Cassandra. The services keep a session of their own, apart from production's, so that its pools and
 * timeouts touch nobody else.
 *
 * @param contactPoints addresses, not resolved yet
 * @param localDatacenter datacenter that requests stay in
 * @param username {@code null} for no authentication
 * @param password {@code null} for no authentication
 * @param requestTimeout after which a request counts as failed, though it may have been applied
 * @param consistency of reads and writes
 */
public record CassandraSettings(
        List<InetSocketAddress> contactPoints,
        String localDatacenter,
        @Nullable String username,
        @Nullable String password,
        Duration requestTimeout,
        ConsistencyLevel consistency) {

    /** Half of what the protocol allows on one connection. */
    private static final int CONNECTION_REQUESTS_MAX = 16_384;

    private static final String DEFAULT_PORT = "9042";

    /** A name or an address, that of IPv6 in brackets, and maybe a port. */
    private static final Pattern ADDRESS = Pattern.compile("([^\\s:\\[\\]]+|\\[[0-9a-fA-F:.]+])(?::(\\d{1,5}))?");

    private static final int PORT_MAX = 65_535;

    /** Levels that plain reads and writes both understand; the others fail every operation of one kind. */
    private static final Set<ConsistencyLevel> CONSISTENCIES = Set.of(
            DefaultConsistencyLevel.ONE,
            DefaultConsistencyLevel.TWO,
            DefaultConsistencyLevel.THREE,
            DefaultConsistencyLevel.QUORUM,
            DefaultConsistencyLevel.ALL,
            DefaultConsistencyLevel.LOCAL_ONE,
            DefaultConsistencyLevel.LOCAL_QUORUM,
            DefaultConsistencyLevel.EACH_QUORUM);

    /** Reads {@code reprise.cassandra.*} and the consistency of write-back; mistakes are noted in the settings. */
    public static CassandraSettings from(Settings settings) {
        List<InetSocketAddress> addresses = settings.read(
                "reprise.cassandra.contact-points", CassandraSettings::addresses, List.of(address("localhost:9042")));
        String username = settings.optionalText("reprise.cassandra.username");
        String password = settings.optionalText("reprise.cassandra.password");
        if ((username == null) != (password == null)) {
            settings.note("reprise.cassandra.username", "user name and password go together; one is missing");
        }
        return new CassandraSettings(
                addresses,
                settings.text("reprise.cassandra.local-datacenter", "datacenter1"),
                username,
                password,
                settings.duration(
                        "reprise.cassandra.request-timeout",
                        Duration.ofSeconds(5),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(1)),
                settings.read(
                        "reprise.write-back.consistency",
                        CassandraSettings::consistency,
                        DefaultConsistencyLevel.LOCAL_QUORUM));
    }

    /**
     * Opens a session; waits for the database as long as it is away.
     *
     * @param latency is told of every request
     * @return completes when a first node answers; exceptionally when the settings cannot work, such as a wrong password
     */
    public CompletionStage<CqlSession> open(RequestLatency latency) {
        var options = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, requestTimeout)
                .withBoolean(DefaultDriverOption.RECONNECT_ON_INIT, true)
                // The default grows to a minute; a database that is back should be noticed within seconds.
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(500))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(5))
                // More than everything that can be in flight at once; the default of 1,024 would refuse the rest.
                .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, CONNECTION_REQUESTS_MAX)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, requestTimeout)
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, requestTimeout)
                // Data timestamps come from what was read, never from a clock of ours.
                .withString(DefaultDriverOption.TIMESTAMP_GENERATOR_CLASS, "ServerSideTimestampGenerator");
        var builder = CqlSession.builder()
                .addContactPoints(contactPoints)
                .withLocalDatacenter(localDatacenter)
                .addRequestTracker(new LatencyTracker(latency))
                .withConfigLoader(options.build());
        if (username != null && password != null) {
            builder.withAuthCredentials(username, password);
        }
        return builder.buildAsync();
    }

    private static List<InetSocketAddress> addresses(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(String::trim)
                .map(CassandraSettings::address)
                .toList();
    }

    private static InetSocketAddress address(String text) {
        Matcher address = ADDRESS.matcher(text);
        int port = address.matches() ? Integer.parseInt(address.group(2) == null ? DEFAULT_PORT : address.group(2)) : 0;
        if (port < 1 || port > PORT_MAX) {
            throw new IllegalArgumentException("holds '" + text + "', which is not host:port");
        }
        // Resolved at every attempt to connect: names may come to exist later, and may move.
        return InetSocketAddress.createUnresolved(address.group(1), port);
    }

    private static ConsistencyLevel consistency(String text) {
        return CONSISTENCIES.stream()
                .filter(level -> level.name().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "is not a consistency level that both reads and writes understand, such as LOCAL_QUORUM"));
    }
}
