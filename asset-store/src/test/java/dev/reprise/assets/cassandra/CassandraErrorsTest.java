package dev.reprise.assets.cassandra;

import static dev.reprise.common.async.RemoteError.FATAL;
import static dev.reprise.common.async.RemoteError.POISON;
import static dev.reprise.common.async.RemoteError.RETRYABLE;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.DefaultProtocolVersion;
import com.datastax.oss.driver.api.core.DriverExecutionException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.UnsupportedProtocolVersionException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.CASWriteUnknownException;
import com.datastax.oss.driver.api.core.servererrors.DefaultWriteType;
import com.datastax.oss.driver.api.core.servererrors.FunctionFailureException;
import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ProtocolError;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.TruncateException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.driver.api.core.type.codec.CodecNotFoundException;
import com.datastax.oss.driver.api.core.type.reflect.GenericType;
import com.datastax.oss.driver.internal.core.metadata.DefaultEndPoint;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A wrong verdict costs dearly: a sound row among the dead letters, or a job that tries the impossible for ever. */
class CassandraErrorsTest {

    private static final DefaultConsistencyLevel QUORUM = DefaultConsistencyLevel.LOCAL_QUORUM;
    private static final InetSocketAddress ADDRESS = InetSocketAddress.createUnresolved("cass-0", 9042);
    private static final EndPoint END_POINT = new DefaultEndPoint(ADDRESS);
    private static final Node NODE = node("cass-0");
    private static final InetAddress LOOPBACK = address(127, 0, 0, 1);
    private static final InetAddress LOOPBACK_2 = address(127, 0, 0, 2);

    static Stream<Throwable> passing() {
        return Stream.of(
                new DriverTimeoutException("Query timed out after PT5S"),
                new RequestThrottlingException("too many"),
                new NoNodeAvailableException(),
                new BusyConnectionException(1024),
                new ClosedConnectionException("closed"),
                new HeartbeatException(ADDRESS, "no answer", new IOException("reset")),
                new WriteTimeoutException(NODE, QUORUM, 1, 2, DefaultWriteType.UNLOGGED_BATCH),
                new WriteTimeoutException(NODE, QUORUM, 1, 2, DefaultWriteType.CAS),
                new CASWriteUnknownException(NODE, QUORUM, 1, 2),
                new NodeUnavailableException(NODE),
                new DriverExecutionException(new IOException("reset by peer")),
                new ReadTimeoutException(NODE, QUORUM, 1, 2, false),
                new ReadFailureException(NODE, QUORUM, 1, 2, 2, false, Map.of(LOOPBACK, 1, LOOPBACK_2, 0)),
                new WriteFailureException(NODE, QUORUM, 1, 2, DefaultWriteType.SIMPLE, 1, Map.of()),
                new ReadFailureException(NODE, QUORUM, 1, 2, 1, false, Map.of()),
                new UnavailableException(NODE, QUORUM, 2, 1),
                new OverloadedException(NODE),
                new BootstrappingException(NODE),
                new TruncateException(NODE, "truncating"),
                new ServerError(NODE, "java.lang.NullPointerException"),
                new ProtocolError(NODE, "unexpected"),
                new FunctionFailureException(NODE, "function failed"),
                new InvalidQueryException(
                        NODE,
                        "Guardrail data_disk_usage_percentage violated: Write request failed because disk usage"
                                + " exceeds failure threshold in keyspace assets"),
                new IOException("reset by peer"),
                new IllegalStateException("unknown"),
                new OutOfMemoryError("unknown"));
    }

    @ParameterizedTest
    @MethodSource("passing")
    void should_be_retryable_when_it_says_nothing_about_the_asset(Throwable failure) {
        // when / then
        assertThat(CassandraErrors.classify(failure)).isEqualTo(RETRYABLE);
    }

    static Stream<Throwable> poison() {
        return Stream.of(
                new InvalidQueryException(NODE, "Expected 16 byte long for time UUID (5)"),
                new InvalidQueryException(NODE, "Key length of 70000 is longer than maximum of 65535"),
                new InvalidQueryException(NODE, "Batch too large"),
                new ReadFailureException(NODE, QUORUM, 0, 2, 2, false, Map.of(LOOPBACK, 1, LOOPBACK_2, 4)),
                new UnreadableRangeException("tombstones", tombstones()),
                guardrail(
                        "column_value_size",
                        "Value of column 'payload' has size 2MiB, this exceeds the failure" + " threshold of 1MiB."),
                guardrail(
                        "partition_keys_in_select",
                        "Aborting query with partition keys in IN clause on table asset,"
                                + " number of partition keys 64 exceeds fail threshold of 20."),
                guardrail(
                        "in_select_cartesian_product",
                        "Aborting query because the cartesian product of the IN"
                                + " restrictions on asset_id produces 64 values, this exceeds fail threshold of 20."),
                new InvalidQueryException(NODE, "ttl is too large. requested (700000000) maximum (630720000)"),
                new InvalidQueryException(
                        NODE,
                        "Rejected an oversized mutation (20000000/16777216) for keyspace: assets. Top keys are: a"),
                new OverloadedException(NODE, "CQL Message of size 300 bytes exceeds allowed maximum of 200 bytes"),
                new ServerError(NODE, "Mutation of 20000000 bytes is too large for the maximum size of 16777216"),
                new FrameTooLongException(ADDRESS, "Adjusted frame length exceeds 268435456: 300000000 - discarded"),
                new IllegalArgumentException("bucket 'x' does not follow the pattern yyyy-MM"),
                new NumberFormatException("For input string: \"x\""));
    }

    @ParameterizedTest
    @MethodSource("poison")
    void should_be_poison_when_only_this_asset_can_never_be_served(Throwable failure) {
        // when / then
        assertThat(CassandraErrors.classify(failure)).isEqualTo(POISON);
    }

    static Stream<Throwable> fatal() {
        return Stream.of(
                new UnauthorizedException(NODE, "User reprise has no MODIFY permission on <table assets.asset>"),
                new AuthenticationException(END_POINT, "Username and/or password are incorrect"),
                new SyntaxError(NODE, "line 1:7 no viable alternative"),
                new DriverExecutionException(new SyntaxError(NODE, "line 1:7 no viable alternative")),
                new InvalidKeyspaceException("Invalid keyspace assets"),
                UnsupportedProtocolVersionException.forSingleAttempt(END_POINT, DefaultProtocolVersion.V5),
                new InvalidConfigurationInQueryException(NODE, "unknown option"),
                new CodecNotFoundException(DataTypes.TEXT, GenericType.INTEGER),
                new UnusableSchemaException(List.of("keyspace assets does not exist")),
                new InvalidQueryException(NODE, "unconfigured table asset"),
                new InvalidQueryException(NODE, "table asset does not exist"),
                new InvalidQueryException(NODE, "Undefined column name last_job in table assets.asset"),
                new InvalidQueryException(NODE, "Keyspace 'assets' does not exist"),
                new DriverExecutionException(new UnauthorizedException(NODE, "User reprise has no SELECT permission")),
                new InvalidQueryException(NODE, "Cannot directly modify a materialized view"),
                new InvalidQueryException(NODE, "Custom timestamp is not supported by virtual tables"),
                guardrail("user_timestamps", "User provided timestamps (USING TIMESTAMP) is not allowed"),
                guardrail(
                        "minimum_timestamp",
                        "The modification to table asset has a timestamp 1000001 before the"
                                + " minimum allowable failure threshold 1700000000000000"),
                guardrail(
                        "maximum_timestamp",
                        "The modification to table asset has a timestamp 1900000000000000 after"
                                + " the maximum allowable failure threshold 1700000000000000"),
                guardrail(
                        "read_consistency_levels",
                        "Provided values [LOCAL_QUORUM] are not allowed for read"
                                + " consistency levels (disallowed values are: [LOCAL_QUORUM])"),
                guardrail("page_size", "Query for table asset, page size 2048 exceeds fail threshold of 100."),
                new InvalidQueryException(
                        NODE,
                        "Guardrail write_consistency_levels violated: Provided values [LOCAL_QUORUM] are not allowed"
                                + " for write consistency levels (disallowed values are: [LOCAL_QUORUM])"));
    }

    @ParameterizedTest
    @MethodSource("fatal")
    void should_be_fatal_when_a_person_must_fix_it(Throwable failure) {
        // when / then
        assertThat(CassandraErrors.classify(failure)).isEqualTo(FATAL);
    }

    @ParameterizedTest
    @CsvSource({
        "RETRYABLE, RETRYABLE, RETRYABLE",
        "POISON, POISON, POISON",
        "FATAL, FATAL, FATAL",
        "FATAL, RETRYABLE, RETRYABLE",
        "POISON, RETRYABLE, RETRYABLE",
        "POISON, FATAL, RETRYABLE"
    })
    void should_try_again_when_the_nodes_do_not_agree(RemoteError one, RemoteError other, RemoteError verdict) {
        // given
        var failure = AllNodesFailedException.fromErrors(
                List.of(Map.entry(node("one"), example(one)), Map.entry(node("other"), example(other))));

        // when / then
        assertThat(CassandraErrors.classify(failure)).isEqualTo(verdict);
    }

    @Test
    void should_look_through_the_wrappers_when_a_future_put_them_around() {
        // given
        var syntax = new SyntaxError(NODE, "line 1");
        var wrapped = new CompletionException(new ExecutionException(new CompletionException(syntax)));

        // when / then
        assertThat(CassandraErrors.classify(wrapped)).isEqualTo(FATAL);
        assertThat(Finished.unwrapped(wrapped)).isSameAs(syntax);
        assertThat(Finished.unwrapped(syntax)).isSameAs(syntax);
    }

    @Test
    void should_be_retryable_when_a_wrapper_is_empty() {
        // given
        var empty = new CompletionException("nothing in it", null);

        // when / then
        assertThat(Finished.unwrapped(empty)).isSameAs(empty);
        assertThat(CassandraErrors.classify(empty)).isEqualTo(RETRYABLE);
    }

    @Test
    void should_be_too_much_when_all_replicas_refuse_what_they_would_have_to_read() {
        // when / then
        assertThat(CassandraErrors.isTooMuch(new CompletionException(tombstones())))
                .isTrue();
        assertThat(CassandraErrors.isTooMuch(
                        new ReadFailureException(NODE, QUORUM, 1, 2, 2, false, Map.of(LOOPBACK, 1, LOOPBACK_2, 0))))
                .isFalse();
        assertThat(CassandraErrors.isTooMuch(new ReadTimeoutException(NODE, QUORUM, 1, 2, false)))
                .isFalse();
        assertThat(CassandraErrors.words(tombstones())).contains("tombstone_failure_threshold");
    }

    private static ReadFailureException tombstones() {
        return new ReadFailureException(NODE, QUORUM, 0, 1, 1, false, Map.of(LOOPBACK, 1));
    }

    private static InvalidQueryException guardrail(String name, String words) {
        return new InvalidQueryException(NODE, "Guardrail " + name + " violated: " + words);
    }

    private static Throwable example(RemoteError verdict) {
        return switch (verdict) {
            case RETRYABLE -> new OverloadedException(NODE);
            case POISON -> new InvalidQueryException(NODE, "Batch too large");
            case FATAL -> new UnauthorizedException(NODE, "no permission");
        };
    }

    private static InetAddress address(int... bytes) {
        byte[] raw = new byte[bytes.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress(raw);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("four bytes are an address", e);
        }
    }

    /** A node that has a name and nothing else; the driver's exceptions carry one. */
    private static Node node(String name) {
        return (Node) Proxy.newProxyInstance(
                Node.class.getClassLoader(),
                new Class<?>[] {Node.class},
                (self, method, args) -> switch (method.getName()) {
                    case "toString" -> name;
                    case "hashCode" -> name.hashCode();
                    case "equals" -> self == args[0];
                    default -> throw new UnsupportedOperationException(method + Arrays.toString(args));
                });
    }
}
