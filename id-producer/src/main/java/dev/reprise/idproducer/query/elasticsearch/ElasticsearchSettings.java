package dev.reprise.idproducer.query.elasticsearch;

import dev.reprise.common.tls.TlsContext;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Elasticsearch, and where the assets stand in it.
 *
 * @param hosts nodes; empty for no Elasticsearch
 * @param access how a node lets the service in
 * @param index index, alias or pattern; {@link #TYPE} in it stands for the asset type
 * @param assetIdField keyword field that holds the asset id
 * @param assetTypeField keyword field that holds the asset type; not asked for when the index tells the type
 * @param requestTimeout after which a request counts as failed
 * @param keepAlive how long a point in time outlives the last page
 */
public record ElasticsearchSettings(
        ElasticsearchHosts hosts,
        Access access,
        String index,
        String assetIdField,
        String assetTypeField,
        Duration requestTimeout,
        Duration keepAlive) {

    /** What stands for the asset type in the name of the index. */
    static final String TYPE = "{assetType}";

    /**
     * How a node lets the service in.
     *
     * @param credentials user name and password with a colon between; {@code null} for none
     * @param apiKey as Elasticsearch gave it out, encoded; {@code null} for none
     * @param tls makes the connections to hosts with {@code https}; {@code null} for what the JDK trusts
     * @param pathPrefix goes before the path of every request; {@code null} for none
     */
    public record Access(
            @Nullable String credentials,
            @Nullable String apiKey,
            @Nullable TlsContext tls,
            @Nullable String pathPrefix) {

        /** Nothing is asked for. */
        public static final Access OPEN = new Access(null, null, null, null);

        /** Returns nothing that is secret. */
        @Override
        public String toString() {
            return "Access";
        }
    }

    /** Returns the settings without what is secret. */
    @Override
    public String toString() {
        return "ElasticsearchSettings[" + hosts.hosts() + ", " + index + "]";
    }
}
