package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.loadbalancing.NodeDistance;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.TokenMap;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import dev.reprise.common.async.RemoteError;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Rows in partitions of their own, read some at a time: one request for the rows of one replica costs the database much
 * less than a request for each row. Which replica it is does not matter to the result, so a change of the ring does no harm.
 *
 * <p>Threading: safe for any number of threads.
 */
final class ReplicaGroups {

    /** As measured best of 16, 32 and 64; more would ask much of the one node that coordinates. */
    private static final int ROWS_MAX = 64;

    /**
     * Ends each statement. A list that may be longer than a page is read partition by partition, one after the other ({@code
     * MultiPartitionPager} of Cassandra); one that cannot be is read by all replicas at once.
     */
    static final String LIMIT = " LIMIT " + ROWS_MAX;

    private final CqlSession session;
    private final CqlIdentifier keyspace;

    ReplicaGroups(StatementContext context) {
        this.session = context.session();
        this.keyspace = CqlIdentifier.fromInternal(context.tables().keyspace());
    }

    /**
     * Reads the rows of all ids, some at a time; fails when one of the reads does.
     *
     * @param statement selects by {@code asset_id IN :ids}, and ends with {@link #LIMIT}
     */
    <T> CompletionStage<List<T>> read(PreparedStatement statement, List<UUID> assetIds, Function<Row, T> mapping) {
        Optional<TokenMap> tokens = session.getMetadata().getTokenMap();
        return all(
                divided(assetIds, id -> tokens.flatMap(ring -> replica(ring, id)), ROWS_MAX),
                ids -> orEach(ids, some -> request(statement, some, mapping)));
    }

    /** Asks a replica of the first id to coordinate; the driver cannot tell by a list. */
    private <T> CompletionStage<List<T>> request(
            PreparedStatement statement, List<UUID> assetIds, Function<Row, T> mapping) {
        var bound = statement
                .bind()
                .setList("ids", assetIds, UUID.class)
                .setRoutingKeyspace(keyspace)
                .setRoutingKey(key(assetIds.get(0)));
        return session.executeAsync(bound).thenCompose(rows -> Driver.collect(rows, mapping));
    }

    /** Reads one by one what a server refuses to read at once: it may limit the partitions of a request. */
    static <T> CompletionStage<List<T>> orEach(
            List<UUID> assetIds, Function<List<UUID>, CompletionStage<List<T>>> some) {
        return some.apply(assetIds)
                .exceptionallyCompose(
                        failure -> assetIds.size() > 1 && CassandraErrors.classify(failure) == RemoteError.POISON
                                ? all(assetIds.stream().map(List::of).toList(), some)
                                : CompletableFuture.failedFuture(failure));
    }

    private static <T> CompletionStage<List<T>> all(
            List<List<UUID>> lists, Function<List<UUID>, CompletionStage<List<T>>> some) {
        return Driver.all(lists.stream()
                        .map(ids -> some.apply(ids).toCompletableFuture())
                        .toList())
                .thenApply(found -> found.stream().flatMap(List::stream).toList());
    }

    /** Returns lists of at most so many ids, each of one replica. */
    static List<List<UUID>> divided(List<UUID> assetIds, Function<UUID, Optional<UUID>> replica, int rowsMax) {
        Map<Optional<UUID>, List<UUID>> byReplica = new LinkedHashMap<>();
        for (UUID assetId : assetIds) {
            byReplica
                    .computeIfAbsent(replica.apply(assetId), unseen -> new ArrayList<>())
                    .add(assetId);
        }
        List<List<UUID>> lists = new ArrayList<>();
        for (List<UUID> ids : byReplica.values()) {
            for (int from = 0; from < ids.size(); from += rowsMax) {
                lists.add(ids.subList(from, Math.min(ids.size(), from + rowsMax)));
            }
        }
        return lists;
    }

    /** Returns a node that requests go to and that has the row, always the same while the ring does not change. */
    private Optional<UUID> replica(TokenMap ring, UUID assetId) {
        return ring.getReplicas(keyspace, key(assetId)).stream()
                .filter(node -> node.getDistance() == NodeDistance.LOCAL)
                .findFirst()
                .map(Node::getHostId);
    }

    private ByteBuffer key(UUID assetId) {
        ByteBuffer encoded =
                TypeCodecs.TIMEUUID.encode(assetId, session.getContext().getProtocolVersion());
        return Driver.present(encoded, "of the asset id");
    }
}
