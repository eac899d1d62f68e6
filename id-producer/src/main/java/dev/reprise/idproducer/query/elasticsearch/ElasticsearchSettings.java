package dev.reprise.idproducer.query.elasticsearch;

import dev.reprise.common.config.Settings;
import java.time.Duration;
import java.util.List;
import org.apache.http.HttpHost;
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
        List<HttpHost> hosts,
        @Nullable String credentials,
        @Nullable String apiKey,
        String index,
        String assetIdField,
        String assetTypeField,
        Duration requestTimeout,
        Duration keepAlive) {

    /** What stands for the asset type in the name of the index. */
    static final String TYPE = "{assetType}";

    private static final int DEFAULT_PORT = 9200;

    /** Reads {@code reprise.elasticsearch.*}; mistakes are noted in the settings. */
    public static ElasticsearchSettings from(Settings settings) {
        String username = settings.optionalText("reprise.elasticsearch.username");
        String password = settings.optionalText("reprise.elasticsearch.password");
        String apiKey = settings.optionalText("reprise.elasticsearch.api-key");
        if ((username == null) != (password == null)) {
            settings.note("reprise.elasticsearch.username", "user name and password go together; one is missing");
        }
        if (username != null && apiKey != null) {
            settings.note("reprise.elasticsearch.api-key", "is given beside a user name; one of them is enough");
        }
        return new ElasticsearchSettings(
                settings.read("reprise.elasticsearch.hosts", ElasticsearchSettings::hosts, List.of()),
                username == null ? null : username + ":" + password,
                apiKey,
                settings.text("reprise.elasticsearch.index", "assets"),
                settings.text("reprise.elasticsearch.fields.asset-id", "asset_id"),
                settings.text("reprise.elasticsearch.fields.asset-type", "asset_type"),
                settings.duration(
                        "reprise.elasticsearch.request-timeout",
                        Duration.ofSeconds(10),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(1)),
                settings.duration(
                        "reprise.elasticsearch.keep-alive",
                        Duration.ofMinutes(5),
                        Duration.ofSeconds(1),
                        Duration.ofHours(1)));
    }

    private static List<HttpHost> hosts(String text) {
        return List.of(text.split(",", -1)).stream()
                .map(String::trim)
                .map(ElasticsearchSettings::host)
                .toList();
    }

    private static HttpHost host(String text) {
        if (!text.matches("(https?://)?[^\\s/:@]+(:\\d{1,5})?/?")) {
            throw new IllegalArgumentException(
                    "holds '" + text + "', which is not host:port, nor http:// or https:// before it");
        }
        HttpHost host = HttpHost.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
        return host.getPort() >= 0 ? host : new HttpHost(host.getHostName(), DEFAULT_PORT, host.getSchemeName());
    }
}
