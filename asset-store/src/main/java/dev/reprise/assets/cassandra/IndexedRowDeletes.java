package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import dev.reprise.assets.RowDeletes;
import dev.reprise.common.assets.AssetPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Deletes rows in partitions of their own, and then their ids where they are listed. An update by a live writer does not list
 * the id again. So an id goes only where the row was seen to be gone, and comes back where the row was written meanwhile: at
 * one microsecond above the end of the row, so that the writer's own delete wins.
 *
 * <p>Threading: safe for any number of threads; only the constructor blocks, to prepare statements.
 */
final class IndexedRowDeletes implements RowDeletes {

    private final StatementContext context;
    private final RegularColumns regular;
    private final SelectWriteTimesById selectWriteTimes;
    private final DeleteAsset deleteAsset;
    private final DeleteListedId deleteListedId;
    private final InsertListedId insertListedId;

    IndexedRowDeletes(StatementContext context, RegularColumns regular) {
        this.context = context;
        this.regular = regular;
        this.selectWriteTimes = new SelectWriteTimesById(context, regular);
        this.deleteAsset = new DeleteAsset(context);
        this.deleteListedId = new DeleteListedId(context);
        this.insertListedId = new InsertListedId(context);
    }

    @Override
    public Optional<String> refusal() {
        return regular.change();
    }

    @Override
    public CompletionStage<Map<UUID, Long>> writeTimes(AssetPartition partition, List<UUID> assetIds) {
        return selectWriteTimes.execute(partition.assetType(), assetIds);
    }

    @Override
    public CompletionStage<Set<UUID>> delete(AssetPartition partition, Map<UUID, Long> timestamps) {
        List<UUID> all = List.copyOf(timestamps.keySet());
        return each(all, id -> deleteAsset.bind(partition, id, time(timestamps, id)))
                .thenCompose(done -> writeTimes(partition, all))
                .thenCompose(there -> {
                    List<UUID> gone =
                            all.stream().filter(id -> !there.containsKey(id)).toList();
                    return gone.isEmpty()
                            ? CompletableFuture.completedFuture(there.keySet())
                            : unlist(partition, timestamps, gone).thenApply(back -> {
                                Set<UUID> again = new HashSet<>(there.keySet());
                                again.addAll(back);
                                return again;
                            });
                });
    }

    private CompletionStage<Set<UUID>> unlist(AssetPartition partition, Map<UUID, Long> timestamps, List<UUID> gone) {
        return each(gone, id -> deleteListedId.bind(partition, id, time(timestamps, id)))
                .thenCompose(done -> writeTimes(partition, gone))
                .thenCompose(
                        back -> each(back.keySet(), id -> insertListedId.bind(partition, id, time(timestamps, id) + 1))
                                .thenApply(done -> back.keySet()));
    }

    private static long time(Map<UUID, Long> timestamps, UUID assetId) {
        return timestamps.getOrDefault(assetId, UNKNOWN);
    }

    private CompletionStage<List<AsyncResultSet>> each(
            Collection<UUID> assetIds, Function<UUID, BoundStatement> statement) {
        List<CompletableFuture<AsyncResultSet>> all = new ArrayList<>(assetIds.size());
        assetIds.forEach(id ->
                all.add(context.session().executeAsync(statement.apply(id)).toCompletableFuture()));
        return Driver.all(all);
    }
}
