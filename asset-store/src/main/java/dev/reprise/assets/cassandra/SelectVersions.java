package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.reprise.assets.AssetIndex.Entry;
import dev.reprise.assets.StatementKind;
import dev.reprise.common.assets.AssetPartition;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The schema versions of some rows of one partition of the layout {@code bucketed}. */
final class SelectVersions {

    private final StatementContext context;
    private final PreparedStatement statement;

    SelectVersions(StatementContext context) {
        this.context = context;
        var columns = context.columns();
        String type = quoted(columns.assetType());
        String bucket = quoted(columns.bucket());
        String id = quoted(columns.assetId());
        this.statement = context.prepare(
                StatementKind.SELECT_VERSIONS,
                "SELECT " + id + ", " + quoted(columns.schemaVersion()) + ", "
                        + quoted(columns.lastJob()) + " FROM " + context.table() + " WHERE " + type + " = :" + type
                        + " AND "
                        + bucket + " = :" + bucket + " AND " + id
                        + " IN :ids");
    }

    /** Returns the rows that exist, in any order. */
    CompletionStage<List<Entry>> execute(AssetPartition partition, List<UUID> assetIds) {
        return ReplicaGroups.orEach(assetIds, some -> request(partition, some));
    }

    private CompletionStage<List<Entry>> request(AssetPartition partition, List<UUID> assetIds) {
        var columns = context.columns();
        var bound = statement
                .bind()
                .setString(columns.assetType(), partition.assetType())
                .setList("ids", assetIds, UUID.class);
        return context.session()
                .executeAsync(context.bucket().bind(bound, partition.bucket()))
                .thenCompose(rows -> Driver.collect(rows, this::entry))
                .thenApply(found -> found.stream().flatMap(Optional::stream).toList());
    }

    private Optional<Entry> entry(Row row) {
        Integer version = row.get(1, Integer.class);
        return AssetRow.isRemains(version, row.getString(2))
                ? Optional.empty()
                : Optional.of(new Entry(Driver.present(row.getUuid(0), "of the asset id"), version));
    }
}
