package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.reprise.assets.AssetIndex.Entry;
import dev.reprise.assets.StatementKind;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** The schema versions of some rows of the layout {@code indexed}. */
final class SelectVersionsById {

    private final ReplicaGroups groups;
    private final PreparedStatement statement;

    SelectVersionsById(StatementContext context) {
        this.groups = new ReplicaGroups(context);
        var columns = context.columns();
        this.statement = context.prepare(
                StatementKind.SELECT_VERSIONS,
                "SELECT " + quoted(columns.assetId()) + ", " + quoted(columns.schemaVersion())
                        + ", " + quoted(columns.lastJob()) + ", " + quoted(columns.assetType()) + " FROM "
                        + context.table()
                        + " WHERE " + quoted(columns.assetId()) + " IN :ids" + ReplicaGroups.LIMIT);
    }

    /** Returns the rows that exist and are of this type, in any order. */
    CompletionStage<List<Entry>> execute(String assetType, List<UUID> assetIds) {
        return groups.read(statement, assetIds, row -> entry(assetType, row))
                .thenApply(found -> found.stream().flatMap(Optional::stream).toList());
    }

    private static Optional<Entry> entry(String assetType, Row row) {
        Integer version = row.get(1, Integer.class);
        boolean isOurs = AssetRow.isOfType(row.getString(3), assetType);
        return isOurs && !AssetRow.isRemains(version, row.getString(2))
                ? Optional.of(new Entry(Driver.present(row.getUuid(0), "of the asset id"), version))
                : Optional.empty();
    }
}
