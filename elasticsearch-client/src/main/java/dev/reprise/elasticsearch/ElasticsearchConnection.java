package dev.reprise.elasticsearch;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import dev.reprise.common.setting.SettingSource;
import dev.reprise.common.tls.TlsContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.HostnameVerifier;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.conn.ssl.DefaultHostnameVerifier;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.message.BasicHeader;
import org.apache.http.nio.conn.SchemeIOSessionStrategy;
import org.apache.http.nio.conn.ssl.SSLIOSessionStrategy;
import org.apache.http.nio.reactor.IOSession;
import org.elasticsearch.client.RestClient;
import org.jspecify.annotations.Nullable;

/**
 * How to reach Elasticsearch.
 *
 * <p>Threading: immutable. A client is safe for any number of threads, and its answers arrive on threads of its own.
 *
 * @param hosts nodes; empty for no Elasticsearch
 * @param access how a node lets the client in
 * @param requestTimeout after which a request counts as failed
 */
public record ElasticsearchConnection(ElasticsearchHosts hosts, Access access, Duration requestTimeout) {

    private static final String PREFIX = "reprise.elasticsearch.";

    private static final String API_KEY = PREFIX + "api-key";

    private static final Duration TIMEOUT_MIN = Duration.ofMillis(100);

    private static final Duration TIMEOUT_MAX = Duration.ofMinutes(1);

    private static final Duration TIMEOUT_DEFAULT = Duration.ofSeconds(10);

    /**
     * How a node lets the client in.
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

    /** Makes the connection to nodes that ask for nothing. */
    public static ElasticsearchConnection open(ElasticsearchHosts hosts) {
        return new ElasticsearchConnection(hosts, Access.OPEN, TIMEOUT_DEFAULT);
    }

    /** Reads the keys below {@code reprise.elasticsearch}; mistakes are noted in the source. */
    public static ElasticsearchConnection from(SettingSource settings) {
        ElasticsearchHosts hosts = hosts(settings);
        if (settings.truth(PREFIX + "ssl.enabled", false) && !hosts.areEncrypted()) {
            settings.note(PREFIX + "hosts", "each host needs https:// when reprise.elasticsearch.ssl.enabled is true");
        }
        return new ElasticsearchConnection(
                hosts,
                access(settings),
                settings.duration(PREFIX + "request-timeout", TIMEOUT_DEFAULT, TIMEOUT_MIN, TIMEOUT_MAX));
    }

    private static ElasticsearchHosts hosts(SettingSource settings) {
        Optional<String> text = settings.text(PREFIX + "hosts");
        try {
            return text.map(ElasticsearchHosts::of).orElse(ElasticsearchHosts.NONE);
        } catch (IllegalArgumentException e) {
            settings.note(PREFIX + "hosts", "'" + text.orElse("") + "' " + e.getMessage());
            return ElasticsearchHosts.NONE;
        }
    }

    private static Access access(SettingSource settings) {
        Optional<String> username = settings.text(PREFIX + "username");
        Optional<String> password = settings.secret(PREFIX + "password");
        Optional<String> apiKey = settings.secret(API_KEY);
        if (username.isPresent() != password.isPresent()) {
            settings.note(PREFIX + "username", "user name and password go together; one is missing");
        }
        if (username.isPresent() && apiKey.isPresent()) {
            settings.note(API_KEY, "is given beside a user name; one of them is enough");
        }
        return new Access(
                username.map(name -> name + ":" + password.orElse("")).orElse(null),
                apiKey.orElse(null),
                settings.tls(PREFIX + "ssl"),
                settings.text(PREFIX + "path-prefix").orElse(null));
    }

    /** Makes a client that has connected to nothing yet; whoever asks closes it. */
    public ElasticsearchAsyncClient client() {
        int timeoutMillis = (int) requestTimeout.toMillis();
        var builder = RestClient.builder(hosts.hosts().toArray(HttpHost[]::new))
                .setRequestConfigCallback(
                        config -> config.setConnectTimeout(timeoutMillis).setSocketTimeout(timeoutMillis));
        TlsContext tls = access.tls();
        if (tls != null) {
            builder.setHttpClientConfigCallback(http -> http.setSSLStrategy(strategy(tls)));
        }
        if (access.pathPrefix() != null) {
            builder.setPathPrefix(access.pathPrefix());
        }
        if (access.credentials() != null) {
            byte[] credentials = access.credentials().getBytes(StandardCharsets.UTF_8);
            builder.setDefaultHeaders(
                    authorization("Basic " + Base64.getEncoder().encodeToString(credentials)));
        } else if (access.apiKey() != null) {
            builder.setDefaultHeaders(authorization("ApiKey " + access.apiKey()));
        }
        // A mapper of its own: the client changes the one that it is given.
        return new ElasticsearchAsyncClient(new RestClientTransport(builder.build(), new JacksonJsonpMapper()));
    }

    /** One strategy for each connection, so that files that have changed count for the next. */
    private static SchemeIOSessionStrategy strategy(TlsContext tls) {
        HostnameVerifier names =
                tls.verifiesHostNames() ? new DefaultHostnameVerifier() : NoopHostnameVerifier.INSTANCE;
        return new SchemeIOSessionStrategy() {
            @Override
            public boolean isLayeringRequired() {
                return true;
            }

            @Override
            public IOSession upgrade(HttpHost host, IOSession session) throws IOException {
                return new SSLIOSessionStrategy(tls.current(), names).upgrade(host, session);
            }
        };
    }

    private static Header[] authorization(String value) {
        return new Header[] {new BasicHeader("Authorization", value)};
    }

    /** Returns the connection without what is secret. */
    @Override
    public String toString() {
        return "ElasticsearchConnection[" + hosts.hosts() + "]";
    }
}
