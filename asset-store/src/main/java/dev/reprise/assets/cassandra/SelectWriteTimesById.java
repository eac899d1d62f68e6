package dev.reprise.assets.cassandra;

import static dev.reprise.assets.cassandra.Driver.quoted;

import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.reprise.assets.StatementKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** When some rows of the layout {@code indexed} were written last. */
final class SelectWriteTimesById {

    private static final String TYPE = "found_type";

    private final ReplicaGroups groups;
    private final RegularColumns regular;
    private final PreparedStatement statement;

    SelectWriteTimesById(StatementContext context, RegularColumns regular) {
        this.groups = new ReplicaGroups(context);
        this.regular = regular;
        var columns = context.columns();
        this.statement = context.prepare(
                StatementKind.SELECT_WRITE_TIMES,
                "SELECT " + regular.selected() + ", " + quoted(columns.assetType()) + " AS " + TYPE + " FROM "
                        + context.table() + " WHERE " + quoted(columns.assetId()) + " IN :ids" + ReplicaGroups.LIMIT);
    }

    /** Returns the newest write time of each row that exists and is of this type. */
    CompletionStage<Map<UUID, Long>> execute(String assetType, List<UUID> assetIds) {
        return groups.read(statement, assetIds, row -> newest(assetType, row)).thenApply(found -> {
            Map<UUID, Long> times = new HashMap<>();
            found.forEach(one -> one.ifPresent(time -> times.put(time.getKey(), time.getValue())));
            return times;
        });
    }

    private Optional<Map.Entry<UUID, Long>> newest(String assetType, Row row) {
        return AssetRow.isOfType(row.getString(TYPE), assetType)
                ? Optional.of(Map.entry(Driver.present(row.getUuid(0), "of the asset id"), regular.newest(row)))
                : Optional.empty();
    }
}
