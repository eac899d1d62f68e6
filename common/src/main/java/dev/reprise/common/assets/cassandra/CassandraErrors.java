package dev.reprise.common.assets.cassandra;

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
import dev.reprise.common.assets.RemoteError;
import dev.reprise.common.async.Finished;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Judges what Cassandra and its driver throw. The only place that knows their exceptions. */
public final class CassandraErrors {

    /**
     * Reasons by which a replica refuses what it would have to read for this very request, in the native protocol: 1, too
     * many tombstones; 4, more bytes than a read may have.
     */
    private static final Set<Integer> RETRIED_IN_VAIN = Set.of(1, 4);

    private CassandraErrors() {}

    /**
     * Judges a failure. What is unknown counts as retryable: waiting loses nothing, a dead letter for a sound row does.
     *
     * @param failure as a stage gave it; wrappers of futures are looked through
     */
    public static RemoteError classify(Throwable failure) {
        Throwable error = unwrapped(failure);
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
            return RETRIED_IN_VAIN.containsAll(read.getReasonMap().values())
                    ? RemoteError.POISON
                    : RemoteError.RETRYABLE;
        }
        if (error instanceof QueryValidationException || error instanceof IllegalArgumentException) {
            return RemoteError.POISON;
        }
        return RemoteError.RETRYABLE;
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
     * Cassandra has one error for all that it will not do; only the words tell them apart. Those of 5.0: guardrails on
     * full disks, then on consistency levels, then schema and rights.
     */
    private static RemoteError invalidQuery(Throwable error) {
        if (says(error, "disk usage")) {
            return RemoteError.RETRYABLE;
        }
        return says(
                        error,
                        "consistency level",
                        "unconfigured table",
                        "does not exist",
                        "undefined",
                        "unknown identifier",
                        "keyspace")
                ? RemoteError.FATAL
                : RemoteError.POISON;
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
