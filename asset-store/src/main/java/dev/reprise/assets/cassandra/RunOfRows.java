package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.reprise.assets.StatementKind;
import dev.reprise.common.assets.AssetPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Some rows of one partition of the layout {@code bucketed}. Events come in runs of consecutive ids, and one range of the
 * clustering key is cheaper than a list of keys; so the range between lowest and highest id is read, up to twice as many
 * rows as asked for. Where others lie between, as in a later round, the rest is read by a list; where too many tombstones
 * do, all are. The end of one run and the beginning of the next, as a group that was begun in the middle of a run has them,
 * are two ranges.
 *
 * @param <T> what is read of a row
 */
final class RunOfRows<T> {

    /** A list is sought id by id, from two ids on a range is not dearer. */
    private static final int RANGE_FROM = 3;

    private static final int LIMIT_FACTOR = 2;

    /** Fewer ids are too few to tell one run from two. */
    private static final int DIVIDED_FROM = 8;

    private final StatementContext context;
    private final Function<Row, Map.Entry<UUID, T>> reader;
    private final PreparedStatement range;
    private final PreparedStatement list;

    /**
     * Prepares both statements.
     *
     * @param selected the list of columns
     * @param reader takes id and value from a row
     */
    RunOfRows(StatementContext context, StatementKind kind, String selected, Function<Row, Map.Entry<UUID, T>> reader) {
        this.context = context;
        this.reader = reader;
        var columns = context.columns();
        String type = quoted(columns.assetType());
        String bucket = quoted(columns.bucket());
        String id = quoted(columns.assetId());
        String some = "SELECT " + selected + " FROM " + context.table() + " WHERE " + type + " = :" + type + " AND "
                + bucket + " = :" + bucket + " AND " + id;
        this.range = context.prepare(kind, some + " >= :lowest AND " + id + " <= :highest LIMIT :rows");
        this.list = context.prepare(kind, some + " IN :ids");
    }

    /** Reads the rows of these ids, whatever lies between them. */
    CompletionStage<Map<UUID, T>> execute(AssetPartition partition, List<UUID> assetIds) {
        if (assetIds.size() < RANGE_FROM) {
            return byList(partition, assetIds, new HashMap<>());
        }
        List<UUID> sorted = new ArrayList<>(assetIds);
        sorted.sort(TimeUuidOrder::compare);
        int second = secondRun(sorted);
        return second == 0
                ? byRange(partition, sorted)
                : execute(partition, sorted.subList(0, second))
                        .thenCombine(execute(partition, sorted.subList(second, sorted.size())), (first, more) -> {
                            first.putAll(more);
                            return first;
                        });
    }

    /** Returns where a second run begins, behind a gap that is longer than all the rest; 0 where there is none. */
    private static int secondRun(List<UUID> sorted) {
        long half = (sorted.get(sorted.size() - 1).timestamp() - sorted.get(0).timestamp()) / 2;
        for (int i = 1; i < sorted.size() && sorted.size() >= DIVIDED_FROM; i++) {
            if (sorted.get(i).timestamp() - sorted.get(i - 1).timestamp() > half) {
                return i;
            }
        }
        return 0;
    }

    private CompletionStage<Map<UUID, T>> byRange(AssetPartition partition, List<UUID> sorted) {
        int limit = sorted.size() * LIMIT_FACTOR;
        Map<UUID, Boolean> wanted = new HashMap<>();
        sorted.forEach(assetId -> wanted.put(assetId, true));
        var bound = bound(range, partition)
                .setUuid("lowest", sorted.get(0))
                .setUuid("highest", sorted.get(sorted.size() - 1))
                .setInt("rows", limit)
                .setPageSize(limit);
        return context.session()
                .executeAsync(bound.build())
                .thenCompose(rows -> Driver.collect(rows, reader))
                .thenCompose(read -> {
                    Map<UUID, T> found = new HashMap<>();
                    for (Map.Entry<UUID, T> row : read) {
                        if (wanted.remove(row.getKey()) != null) {
                            found.put(row.getKey(), row.getValue());
                        }
                    }
                    boolean whole = read.size() < limit;
                    return wanted.isEmpty() || whole
                            ? CompletableFuture.completedFuture(found)
                            : byList(partition, new ArrayList<>(wanted.keySet()), found);
                })
                .exceptionallyCompose(failure -> CassandraErrors.isTooMuch(failure)
                        ? byList(partition, sorted, new HashMap<>())
                        : CompletableFuture.failedFuture(failure));
    }

    private CompletionStage<Map<UUID, T>> byList(AssetPartition partition, List<UUID> assetIds, Map<UUID, T> found) {
        var bound = bound(list, partition).setList("ids", assetIds, UUID.class);
        return context.session()
                .executeAsync(bound.build())
                .thenCompose(rows -> Driver.collect(rows, reader))
                .thenApply(read -> {
                    read.forEach(row -> found.put(row.getKey(), row.getValue()));
                    return found;
                });
    }

    /** A builder is changed in place; a statement would be copied with every value. */
    private BoundStatementBuilder bound(PreparedStatement statement, AssetPartition partition) {
        var builder =
                statement.boundStatementBuilder().setString(context.columns().assetType(), partition.assetType());
        return context.bucket().bind(builder, partition.bucket());
    }
}
