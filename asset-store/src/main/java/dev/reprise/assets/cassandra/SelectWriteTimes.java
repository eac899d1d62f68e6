package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.assets.StatementKind;
import dev.reprise.common.assets.AssetPartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** When some rows of one partition of the layout {@code bucketed} were written last. */
final class SelectWriteTimes {

    private final StatementContext context;
    private final RegularColumns regular;
    private final PreparedStatement statement;

    SelectWriteTimes(StatementContext context, RegularColumns regular) {
        this.context = context;
        this.regular = regular;
        var columns = context.columns();
        String type = quoted(columns.assetType());
        String bucket = quoted(columns.bucket());
        this.statement = context.prepare(
                StatementKind.SELECT_WRITE_TIMES,
                "SELECT " + regular.selected() + " FROM " + context.table() + " WHERE " + type + " = :" + type + " AND "
                        + bucket + " = :" + bucket + " AND " + quoted(columns.assetId()) + " IN :ids");
    }

    /** Returns the newest write time of each row that exists. */
    CompletionStage<Map<UUID, Long>> execute(AssetPartition partition, List<UUID> assetIds) {
        var bound = statement
                .boundStatementBuilder()
                .setString(context.columns().assetType(), partition.assetType())
                .setList("ids", assetIds, UUID.class);
        return context.session()
                .executeAsync(context.bucket().bind(bound, partition.bucket()).build())
                .thenCompose(rows -> Driver.collect(
                        rows, row -> Map.entry(Driver.present(row.getUuid(0), "of the asset id"), regular.newest(row))))
                .thenApply(found -> {
                    Map<UUID, Long> times = new HashMap<>();
                    found.forEach(one -> times.put(one.getKey(), one.getValue()));
                    return times;
                });
    }
}
