package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.ProgrammaticDriverConfigLoaderBuilder;
import com.datastax.oss.driver.api.core.metrics.DefaultSessionMetric;
import dev.reprise.assets.RequestLatency;
import dev.reprise.common.tls.TlsContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Cassandra. The services keep a session of their own, apart from production's, so that its pools and
 * timeouts touch nobody else.
 *
 * @param contactPoints where a connection begins
 * @param localDatacenter datacenter that requests stay in
 * @param username {@code null} for no authentication
 * @param password {@code null} for no authentication
 * @param requestTimeout after which a request counts as failed, though it may have been applied
 * @param consistency of reads and writes
 * @param pool connections to each node
 * @param tls makes encrypted connections; {@code null} for none
 */
public record CassandraSettings(
        ContactPoints contactPoints,
        String localDatacenter,
        @Nullable String username,
        @Nullable String password,
        Duration requestTimeout,
        Consistency consistency,
        Pool pool,
        @Nullable TlsContext tls) {

    /**
     * The connections to each node of the local datacenter.
     *
     * @param connectionsPerNode at least 1
     * @param heartbeatInterval after so much silence the node is asked whether it is there
     */
    public record Pool(int connectionsPerNode, Duration heartbeatInterval) {

        /** What suffices for one process. */
        public static final Pool DEFAULT = new Pool(1, Duration.ofSeconds(10));

        public Pool {
            if (connectionsPerNode < 1) {
                throw new IllegalArgumentException("there must be at least 1 connection, not " + connectionsPerNode);
            }
        }
    }

    public CassandraSettings {
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException("user name and password go together; one is missing");
        }
    }

    /** Settings of connections without encryption. */
    public CassandraSettings(
            ContactPoints contactPoints,
            String localDatacenter,
            @Nullable String username,
            @Nullable String password,
            Duration requestTimeout,
            Consistency consistency) {
        this(contactPoints, localDatacenter, username, password, requestTimeout, consistency, Pool.DEFAULT, null);
    }

    private static final String SESSION = "reprise";

    /** What our own metrics of requests do not tell. */
    private static final List<String> METRICS = List.of(
            DefaultSessionMetric.CONNECTED_NODES.getPath(),
            DefaultSessionMetric.CQL_CLIENT_TIMEOUTS.getPath(),
            DefaultSessionMetric.BYTES_SENT.getPath(),
            DefaultSessionMetric.BYTES_RECEIVED.getPath());

    /** Half of what the protocol allows on one connection. */
    private static final int CONNECTION_REQUESTS_MAX = 16_384;

    /**
     * Tries to open a session that nothing is measured of, for a command.
     *
     * @return completes as {@link #open(RequestLatency, Object)} does
     */
    public CompletionStage<CqlSession> open() {
        return builder(options().build()).buildAsync();
    }

    /**
     * Tries to open a session.
     *
     * @param latency is told of every request
     * @param meters a {@code MeterRegistry} of Micrometer, which the driver adds its own metrics to
     * @return completes when a first node answers; exceptionally when none does, with the reason of each
     */
    public CompletionStage<CqlSession> open(RequestLatency latency, Object meters) {
        var options = options()
                // Of the whole session, so that their number does not grow with the cluster.
                .withString(DefaultDriverOption.METRICS_FACTORY_CLASS, "MicrometerMetricsFactory")
                .withString(DefaultDriverOption.METRICS_ID_GENERATOR_CLASS, "TaggingMetricIdGenerator")
                .withString(DefaultDriverOption.METRICS_ID_GENERATOR_PREFIX, "cassandra")
                .withStringList(DefaultDriverOption.METRICS_SESSION_ENABLED, METRICS);
        return builder(options.build())
                .addRequestTracker(new LatencyTracker(latency))
                .withMetricRegistry(meters)
                .buildAsync();
    }

    /** Returns what the driver is told, whether anything is measured of it or not. */
    ProgrammaticDriverConfigLoaderBuilder options() {
        return DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, requestTimeout)
                // A session that cannot be opened is closed before that is told; nothing is in flight that must end.
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                // Whoever opens tries again: only then it learns why no node answers.
                .withBoolean(DefaultDriverOption.RECONNECT_ON_INIT, false)
                // The default grows to a minute; a database that is back should be noticed within seconds.
                .withDuration(DefaultDriverOption.RECONNECTION_BASE_DELAY, Duration.ofMillis(500))
                .withDuration(DefaultDriverOption.RECONNECTION_MAX_DELAY, Duration.ofSeconds(5))
                .withInt(DefaultDriverOption.CONNECTION_POOL_LOCAL_SIZE, pool.connectionsPerNode())
                // More than everything that can be in flight at once; the default of 1,024 would refuse the rest.
                .withInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS, CONNECTION_REQUESTS_MAX)
                // A service without work notices this late that the database is away.
                .withDuration(DefaultDriverOption.HEARTBEAT_INTERVAL, pool.heartbeatInterval())
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, requestTimeout)
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, requestTimeout)
                .withString(DefaultDriverOption.SESSION_NAME, SESSION)
                // Data timestamps come from what was read, never from a clock of ours.
                .withString(DefaultDriverOption.TIMESTAMP_GENERATOR_CLASS, "ServerSideTimestampGenerator");
    }

    private CqlSessionBuilder builder(DriverConfigLoader options) {
        CqlSessionBuilder builder = CqlSession.builder()
                .addContactPoints(contactPoints.addresses())
                .withLocalDatacenter(localDatacenter)
                .withConfigLoader(options);
        if (username != null && password != null) {
            builder.withAuthCredentials(username, password);
        }
        if (tls != null) {
            builder.withSslEngineFactory(new TlsEngines(tls));
        }
        return builder;
    }

    /** Returns the settings without what is secret. */
    @Override
    public String toString() {
        return "CassandraSettings[" + contactPoints + ", " + localDatacenter + "]";
    }
}
