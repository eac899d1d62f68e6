package dev.reprise.assets.cassandra;

import dev.reprise.assets.StatementKind;
import dev.reprise.common.assets.AssetPartition;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** When some rows of one partition of the layout {@code bucketed} were written last. */
final class SelectWriteTimes {

    private final RunOfRows<Long> rows;

    SelectWriteTimes(StatementContext context, RegularColumns regular) {
        this.rows = new RunOfRows<>(
                context,
                StatementKind.SELECT_WRITE_TIMES,
                regular.selected(),
                row -> Map.entry(Driver.present(row.getUuid(0), "of the asset id"), regular.newest(row)));
    }

    /** Returns the newest write time of each row that exists. */
    CompletionStage<Map<UUID, Long>> execute(AssetPartition partition, List<UUID> assetIds) {
        return rows.execute(partition, assetIds);
    }
}
