package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.Statement;
import dev.reprise.assets.cassandra.UpdateAssetIfUnchanged.Found;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Conditional writes of rows that share a Cassandra partition. Such a batch is one transaction: applied as a whole if all
 * conditions hold, and not at all otherwise; then the answer has the values of its rows, and what is still unchanged is
 * written without the rest. A batch whose answer was lost is judged in the same way when it is repeated.
 *
 * <p>Transactions of one partition contend with each other and time out by it, so this process sends them one after the
 * other.
 *
 * <p>Threading: safe for any number of threads.
 */
final class ConditionalWrites {

    private final StatementContext context;
    private final UpdateAssetIfUnchanged update;
    private final SerialByKey turns = new SerialByKey();

    ConditionalWrites(StatementContext context) {
        this.context = context;
        this.update = new UpdateAssetIfUnchanged(context);
    }

    /** Writes what is unchanged when its turn comes, unless nobody waits for it by then, and returns the ids of what is not. */
    CompletionStage<Set<UUID>> execute(
            AssetPartition partition, Object turn, List<FencedWrite> writes, Cancellation cancellation) {
        return turns.take(turn, cancellation, () -> attempt(partition, writes, new HashSet<>()));
    }

    /** Each attempt but the last leaves out at least one row, so there are no more than rows. */
    private CompletionStage<Set<UUID>> attempt(AssetPartition partition, List<FencedWrite> writes, Set<UUID> changed) {
        return context.session().executeAsync(statement(partition, writes)).thenCompose(answer -> {
            if (answer.wasApplied()) {
                return CompletableFuture.completedFuture(changed);
            }
            return rows(answer, writes).thenCompose(rows -> {
                List<FencedWrite> unchanged = new ArrayList<>();
                for (FencedWrite write : writes) {
                    Found found = update.found(write, rows.get(write.assetId()));
                    if (found == Found.CHANGED) {
                        changed.add(write.assetId());
                    } else if (found == Found.UNCHANGED) {
                        unchanged.add(write);
                    }
                }
                if (unchanged.size() == writes.size()) {
                    throw new IllegalStateException("Cassandra refused a conditional write whose conditions all hold");
                }
                return unchanged.isEmpty()
                        ? CompletableFuture.completedFuture(changed)
                        : attempt(partition, unchanged, changed);
            });
        });
    }

    private Statement<?> statement(AssetPartition partition, List<FencedWrite> writes) {
        if (writes.size() == 1) {
            return update.bind(partition, writes.get(0));
        }
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED)
                .setIdempotence(true)
                .setConsistencyLevel(context.consistency())
                .setSerialConsistencyLevel(context.serialConsistency());
        writes.forEach(write -> batch.addStatement(update.bind(partition, write)));
        return batch.build();
    }

    /** The answer to one write has no key, that to a batch has those of all rows that exist. */
    private CompletionStage<Map<UUID, Row>> rows(AsyncResultSet answer, List<FencedWrite> writes) {
        String id = context.columns().assetId();
        return Driver.collect(answer, row -> row).thenApply(found -> {
            Map<UUID, Row> rows = new HashMap<>();
            for (Row row : found) {
                UUID assetId = row.getColumnDefinitions().contains(id)
                        ? Driver.present(row.getUuid(id), id)
                        : writes.get(0).assetId();
                rows.put(assetId, row);
            }
            return rows;
        });
    }
}
