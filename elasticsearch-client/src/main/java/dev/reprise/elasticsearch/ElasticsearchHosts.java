package dev.reprise.elasticsearch;

import java.util.List;
import org.apache.http.HttpHost;

/**
 * The nodes of Elasticsearch that requests go to.
 *
 * <p>Threading: immutable.
 *
 * @param hosts empty for no Elasticsearch
 */
public record ElasticsearchHosts(List<HttpHost> hosts) {

    /** There is no Elasticsearch. */
    public static final ElasticsearchHosts NONE = new ElasticsearchHosts(List.of());

    private static final int DEFAULT_PORT = 9200;

    public ElasticsearchHosts {
        hosts = List.copyOf(hosts);
    }

    /**
     * Reads hosts with commas between.
     *
     * @throws IllegalArgumentException naming the first that is none
     */
    public static ElasticsearchHosts of(String text) {
        return new ElasticsearchHosts(List.of(text.split(",", -1)).stream()
                .map(String::trim)
                .map(ElasticsearchHosts::host)
                .toList());
    }

    /** Returns whether there is no Elasticsearch. */
    public boolean isEmpty() {
        return hosts.isEmpty();
    }

    /** Returns whether every connection is encrypted. */
    public boolean areEncrypted() {
        return hosts.stream().allMatch(host -> host.getSchemeName().equals("https"));
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
