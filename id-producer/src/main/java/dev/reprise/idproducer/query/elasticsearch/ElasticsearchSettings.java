package dev.reprise.idproducer.query.elasticsearch;

import dev.reprise.elasticsearch.ElasticsearchConnection;
import java.time.Duration;

/**
 * How to reach Elasticsearch, and where the assets stand in it.
 *
 * @param connection how to reach it
 * @param index index, alias or pattern; {@link #TYPE} in it stands for the asset type
 * @param assetIdField keyword field that holds the asset id
 * @param assetTypeField keyword field that holds the asset type; not asked for when the index tells the type
 * @param keepAlive how long a point in time outlives the last page
 */
public record ElasticsearchSettings(
        ElasticsearchConnection connection,
        String index,
        String assetIdField,
        String assetTypeField,
        Duration keepAlive) {

    /** What stands for the asset type in the name of the index. */
    static final String TYPE = "{assetType}";

    /** Returns the settings without what is secret. */
    @Override
    public String toString() {
        return "ElasticsearchSettings[" + connection + ", " + index + "]";
    }
}
