package dev.reprise.workload.sample.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import dev.reprise.assets.AssetTables;
import dev.reprise.assets.Layout;
import dev.reprise.common.tls.TlsContext;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A session of its own on the database of the local stack, for whoever plays production there: it loads the sample,
 * writes as a live writer, and reads as an auditor. The services have theirs.
 *
 * <p>Threading: safe for any number of threads; opening blocks.
 */
public final class AssetDatabase implements AutoCloseable {

    private static final String DATACENTER = "datacenter1";

    /** A node that shares two cores with everything else may stall for seconds under the load of the sample. */
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(20);

    /** A change of the schema is flushed to disk, and waits for those before it. */
    private static final Duration ADMINISTRATION_TIMEOUT = Duration.ofMinutes(2);

    private final CqlSession session;
    private final AssetTables tables;

    private AssetDatabase(CqlSession session, AssetTables tables) {
        this.session = session;
        this.tables = tables;
    }

    /**
     * Opens a session.
     *
     * @param contactPoints addresses of nodes, as {@code host:port}, with commas between
     * @param tables where assets live; they need not exist yet
     * @throws com.datastax.oss.driver.api.core.AllNodesFailedException if the node does not answer
     */
    public static AssetDatabase open(String contactPoints, AssetTables tables) {
        return open(contactPoints, tables, builder -> {});
    }

    /**
     * Opens a session as a user.
     *
     * @param contactPoints addresses of nodes, as {@code host:port}, with commas between
     * @param tables where assets live; they need not exist yet
     * @throws com.datastax.oss.driver.api.core.AllNodesFailedException if the node does not answer, or refuses the user
     */
    public static AssetDatabase openAs(String username, String password, String contactPoints, AssetTables tables) {
        return open(contactPoints, tables, builder -> builder.withAuthCredentials(username, password));
    }

    /**
     * Opens an encrypted session as a user.
     *
     * @param tls makes its connections
     * @param contactPoints addresses of nodes, as {@code host:port}, with commas between
     */
    public static AssetDatabase openSecured(
            String username, String password, TlsContext tls, String contactPoints, AssetTables tables) {
        return open(contactPoints, tables, builder -> builder.withAuthCredentials(username, password)
                .withSslContext(tls.current()));
    }

    private static AssetDatabase open(String contactPoints, AssetTables tables, Consumer<CqlSessionBuilder> user) {
        List<InetSocketAddress> addresses = Stream.of(contactPoints.split(",", -1))
                .map(AssetDatabase::address)
                .toList();
        var options = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, REQUEST_TIMEOUT)
                // Whoever plays production or audits it, sees what was acknowledged.
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, ConsistencyLevel.LOCAL_QUORUM.name())
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, REQUEST_TIMEOUT)
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_REQUEST_TIMEOUT, REQUEST_TIMEOUT)
                // By default a session waits for two seconds, when it is closed, whether anybody still asks.
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build();
        var builder = CqlSession.builder()
                .addContactPoints(addresses)
                .withLocalDatacenter(DATACENTER)
                .withConfigLoader(options);
        user.accept(builder);
        return new AssetDatabase(builder.build(), tables);
    }

    private static InetSocketAddress address(String contactPoint) {
        int colon = contactPoint.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("'" + contactPoint + "' is not host:port");
        }
        return new InetSocketAddress(
                contactPoint.substring(0, colon), Integer.parseInt(contactPoint.substring(colon + 1)));
    }

    /** Returns the open session; it is closed with this object. */
    public CqlSession session() {
        return session;
    }

    /** Executes a statement without values, such as one of an administrator. */
    public void execute(String cql) {
        session.execute(SimpleStatement.newInstance(cql).setTimeout(ADMINISTRATION_TIMEOUT));
    }

    /** Returns where the assets live. */
    public AssetTables tables() {
        return tables;
    }

    /** Makes keyspace and tables unless they exist. Blocks until all are there. */
    public void createTables() {
        createTables("text");
    }

    /**
     * Does the same with buckets of another type.
     *
     * @param bucketType type of the bucket columns in CQL
     */
    public void createTables(String bucketType) {
        new CreateTables(this, bucketType).execute();
    }

    /** Prepares a statement whose repetition changes nothing, as all are that carry their timestamp. */
    public PreparedStatement prepare(String cql) {
        return session.prepare(SimpleStatement.builder(cql)
                .setIdempotence(true)
                .setConsistencyLevel(ConsistencyLevel.LOCAL_QUORUM)
                .build());
    }

    /** Returns a table of the assets, qualified and quoted. */
    public String qualified(String table) {
        return quoted(tables.keyspace()) + "." + quoted(table);
    }

    /** Quotes a configured name. */
    public static String quoted(String name) {
        return CqlIdentifier.fromInternal(name).asCql(false);
    }

    /** Returns the condition that finds one row: its partition, where the layout has it, and its id. */
    public String rowCondition() {
        var columns = tables.columns();
        String row = quoted(columns.assetId()) + " = :id";
        return tables.layout() == Layout.INDEXED
                ? row
                : quoted(columns.assetType()) + " = :type AND " + quoted(columns.bucket()) + " = :bucket AND " + row;
    }

    @Override
    public void close() {
        session.close();
    }

    /** Returns a value that the schema says is never null. */
    public static <T> T present(@Nullable T value, String column) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null where a key column cannot be");
        }
        return value;
    }
}
