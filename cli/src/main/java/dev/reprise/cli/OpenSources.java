package dev.reprise.cli;

import dev.reprise.cli.compare.AssetRows;
import dev.reprise.cli.compare.Documents;
import dev.reprise.cli.compare.Sources;
import dev.reprise.cli.compare.cassandra.CassandraRows;
import dev.reprise.cli.compare.elasticsearch.ElasticsearchDocuments;
import dev.reprise.common.setting.SettingSource;

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
        ElasticsearchDocuments documents = ElasticsearchDocuments.open(settings, index);
        CassandraRows rows = CassandraRows.open(settings);
        return new Opened() {
            @Override
            public AssetRows rows() {
                return rows;
            }

            @Override
            public Documents documents() {
                return documents;
            }

            @Override
            public void close() {
                rows.close();
                documents.close();
            }
        };
    }
}
