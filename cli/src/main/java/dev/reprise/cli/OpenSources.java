package dev.reprise.cli;

import dev.reprise.cli.compare.Sources;
import dev.reprise.cli.compare.cassandra.CassandraRows;
import dev.reprise.cli.compare.elasticsearch.ComparedIndex;
import dev.reprise.common.setting.SettingSource;
import dev.reprise.elasticsearch.compare.Comparison;
import java.util.List;

/**
 * Opens real servers for a comparison.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class OpenSources implements Sources {

    /** Opens nothing yet. */
    public OpenSources() {}

    @Override
    public Opened open(SettingSource settings, String index) {
        ComparedIndex documents = ComparedIndex.open(settings, index);
        CassandraRows rows = CassandraRows.open(settings);
        return new Opened() {
            @Override
            public Comparison.Verdict compare(List<String> assetTypes) {
                return documents.compared(rows.rows(), assetTypes);
            }

            @Override
            public void close() {
                rows.close();
                documents.close();
            }
        };
    }
}
