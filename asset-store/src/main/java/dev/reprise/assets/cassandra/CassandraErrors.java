package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.DriverExecutionException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.UnsupportedProtocolVersionException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.servererrors.InvalidConfigurationInQueryException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.type.codec.CodecNotFoundException;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.tls.TlsFailure;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Judges what Cassandra and its driver throw. The only place that knows their exceptions. */
public final class CassandraErrors {

    /**
     * Reasons by which a replica refuses what it would have to read for this very request, in the native protocol, and
     * the settings of the server that say how much is too much.
     */
    private static final Map<Integer, String> RETRIED_IN_VAIN = Map.of(
            1, "more tombstones than tombstone_failure_threshold allows",
            4, "more bytes than the read size thresholds allow");

    private CassandraErrors() {}

    /**
     * Judges a failure. What is unknown counts as retryable: waiting loses nothing, a dead letter for a sound row does.
     *
     * @param failure as a stage gave it; wrappers of futures are looked through
     */
    public static RemoteError classify(Throwable failure) {
        Throwable error = unwrapped(failure);
        if (error instanceof UnreadableRangeException range && range.getCause() != null) {
            return classify(range.getCause());
        }
        if (error instanceof AllNodesFailedException all && !all.getAllErrors().isEmpty()) {
            return allNodes(all);
        }
        if (error instanceof UnauthorizedException
                || error instanceof AuthenticationException
                || error instanceof SyntaxError
                || error instanceof InvalidConfigurationInQueryException
                || error instanceof InvalidKeyspaceException
                || error instanceof UnsupportedProtocolVersionException
                || error instanceof CodecNotFoundException
                || error instanceof UnusableSchemaException) {
            return RemoteError.FATAL;
        }
        if (error instanceof FrameTooLongException || (error instanceof DriverException && tooLarge(error))) {
            return RemoteError.POISON;
        }
        if (error instanceof InvalidQueryException) {
            return invalidQuery(error);
        }
        if (error instanceof ReadFailureException read && !read.getReasonMap().isEmpty()) {
            return isTooMuch(read) ? RemoteError.POISON : RemoteError.RETRYABLE;
        }
        if (error instanceof QueryValidationException || error instanceof IllegalArgumentException) {
            return RemoteError.POISON;
        }
        return RemoteError.RETRYABLE;
    }

    /**
     * Returns whether the replicas refuse to read so much at once, so that a smaller part may be read. Before version 5 of
     * the protocol a replica gives no reason, and that it would have to read too much is the likely one.
     *
     * @param failure as a stage gave it; wrappers of futures are looked through
     */
    static boolean isTooMuch(Throwable failure) {
        return unwrapped(failure) instanceof ReadFailureException read
                && RETRIED_IN_VAIN.keySet().containsAll(read.getReasonMap().values());
    }

    /**
     * Says in words why no session can be opened.
     *
     * @param failure as a stage gave it; wrappers of futures are looked through
     * @return one sentence without names of classes; empty when no node answers at all
     */
    public static Optional<String> refusal(Throwable failure) {
        Throwable error = unwrapped(failure);
        if (error instanceof AllNodesFailedException all) {
            return all.getAllErrors().values().stream()
                    .flatMap(List::stream)
                    .flatMap(one -> refusalOfNode(one).stream())
                    .findFirst();
        }
        return Optional.of(refusalOfNode(error)
                .orElseGet(() -> "Cassandra refuses a session: " + String.valueOf(error.getMessage())));
    }

    private static Optional<String> refusalOfNode(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException || cause instanceof UnauthorizedException) {
                return Optional.of("Cassandra refuses the user: " + cause.getMessage());
            }
            if (cause instanceof UnknownHostException) {
                return Optional.of("the host name of Cassandra has no address: " + cause.getMessage());
            }
        }
        return TlsFailure.words(error, "reprise.cassandra.ssl.truststore")
                .map(words -> "no secure connection to Cassandra: " + words);
    }

    /** Says what the replicas found too much, which the driver leaves out of its message. */
    static String words(Throwable failure) {
        Throwable error = unwrapped(failure);
        List<String> reasons = error instanceof ReadFailureException read
                ? read.getReasonMap().values().stream()
                        .distinct()
                        .sorted()
                        .map(reason -> RETRIED_IN_VAIN.getOrDefault(reason, "reason " + reason))
                        .toList()
                : List.of();
        return reasons.isEmpty() ? error.toString() : String.join(", ", reasons) + ": " + error.getMessage();
    }

    /** The driver has a wrapper of its own for what is no exception of the driver. */
    private static Throwable unwrapped(Throwable failure) {
        Throwable error = Finished.unwrapped(failure);
        Throwable cause = error.getCause();
        return error instanceof DriverExecutionException && cause != null ? Finished.unwrapped(cause) : error;
    }

    /** When each node refuses for a reason of its own, one that may pass is enough to try again. */
    private static RemoteError allNodes(AllNodesFailedException all) {
        List<RemoteError> verdicts = all.getAllErrors().values().stream()
                .flatMap(List::stream)
                .map(CassandraErrors::classify)
                .distinct()
                .toList();
        return verdicts.size() == 1 ? verdicts.get(0) : RemoteError.RETRYABLE;
    }

    /**
     * Cassandra has one error for all that it will not do; only the words tell them apart. Those of 5.0 on consistency
     * levels, schema, and tables that take no write of our kind.
     */
    private static RemoteError invalidQuery(Throwable error) {
        if (says(error, "guardrail ")) {
            return guardrail(error);
        }
        return says(
                        error,
                        "consistency level",
                        "unconfigured table",
                        "does not exist",
                        "undefined",
                        "unknown identifier",
                        "keyspace",
                        "materialized view",
                        "virtual table",
                        "custom timestamp")
                ? RemoteError.FATAL
                : RemoteError.POISON;
    }

    /**
     * A guardrail on the whole kind of request is a person's to fix: features and values that are "not allowed", such as
     * {@code user_timestamps} and {@code write_consistency_levels}; the bounds of timestamps, since ours follow from the
     * rows; page sizes, which are settings. Full disks may pass. All others bound the size of a request, such as {@code
     * partition_keys_in_select} and {@code in_select_cartesian_product}, or of a row, such as {@code column_value_size}.
     */
    private static RemoteError guardrail(Throwable error) {
        if (says(error, "disk usage")) {
            return RemoteError.RETRYABLE;
        }
        return says(error, "not allowed", "has a timestamp", "page size") ? RemoteError.FATAL : RemoteError.POISON;
    }

    /** Whether the asset is larger than a limit of the server; its message of an oversized mutation names the keyspace. */
    private static boolean tooLarge(Throwable error) {
        return says(error, "too large", "exceeds the maximum", "exceeds allowed maximum", "oversized mutation");
    }

    private static boolean says(Throwable error, String... words) {
        String message = message(error);
        return Arrays.stream(words).anyMatch(message::contains);
    }

    private static String message(Throwable error) {
        return String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT);
    }
}
