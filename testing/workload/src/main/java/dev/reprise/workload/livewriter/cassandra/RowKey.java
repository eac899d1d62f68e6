package dev.reprise.workload.livewriter.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import dev.reprise.assets.Layout;
import dev.reprise.workload.livewriter.AssetKey;

/**
 * The markers of {@link dev.reprise.workload.sample.cassandra.AssetDatabase#rowCondition()}.
 *
 * @param layout layout of the rows
 */
record RowKey(Layout layout) {

    BoundStatement bind(BoundStatement statement, AssetKey key) {
        BoundStatement bound = statement.setUuid("id", key.assetId());
        return layout == Layout.INDEXED
                ? bound
                : bound.setString("type", key.partition().assetType())
                        .setString("bucket", key.partition().bucket());
    }
}
