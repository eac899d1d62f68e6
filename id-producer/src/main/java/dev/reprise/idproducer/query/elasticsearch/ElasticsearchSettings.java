package dev.reprise.idproducer.query.elasticsearch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Elasticsearch, and where the assets stand in it.
 *
 * @param hosts nodes; empty for no Elasticsearch
 * @param credentials user name and password with a colon between; {@code null} for none
 * @param apiKey as Elasticsearch gave it out, encoded; {@code null} for none
 * @param index index, alias or pattern; {@link #TYPE} in it stands for the asset type
 * @param assetIdField keyword field that holds the asset id
 * @param assetTypeField keyword field that holds the asset type; not asked for when the index tells the type
 * @param requestTimeout after which a request counts as failed
 * @param keepAlive how long a point in time outlives the last page
 */
public record ElasticsearchSettings(
        ElasticsearchHosts hosts,
        @Nullable String credentials,
        @Nullable String apiKey,
        String index,
        String assetIdField,
        String assetTypeField,
        Duration requestTimeout,
        Duration keepAlive) {

    /** What stands for the asset type in the name of the index. */
    static final String TYPE = "{assetType}";

    /** Returns the settings without what is secret. */
    @Override
    public String toString() {
        return "ElasticsearchSettings[" + hosts.hosts() + ", " + index + "]";
    }
}
