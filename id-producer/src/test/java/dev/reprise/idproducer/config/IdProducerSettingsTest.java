package dev.reprise.idproducer.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.reprise.elasticsearch.ElasticsearchConnection;
import dev.reprise.elasticsearch.ElasticsearchHosts;
import dev.reprise.idproducer.emit.Backlog;
import dev.reprise.idproducer.intake.AllowedRequests;
import dev.reprise.idproducer.jobs.CoordinatorSettings;
import dev.reprise.idproducer.production.ProductionTerms;
import dev.reprise.idproducer.production.ProductionWatch;
import dev.reprise.idproducer.production.http.HttpSignals;
import dev.reprise.idproducer.query.elasticsearch.ElasticsearchSettings;
import dev.reprise.service.config.ConfigurationReader;
import dev.reprise.service.config.ProcessorLimits;
import dev.reprise.service.config.WrongSettingsException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdProducerSettingsTest {

    @Test
    void should_be_the_documented_defaults_when_nothing_is_configured() {
        // when
        IdProducerSettings read = read(Map.of());

        // then
        assertThat(read.emission().pageSize()).isEqualTo(2_048);
        assertThat(read.emission().threads()).isEqualTo(1);
        assertThat(read.emission().commitInterval()).isEqualTo(Duration.ofMillis(250));
        assertThat(read.emission().backlog()).isEqualTo(new Backlog.Bounds(Duration.ofMillis(1_500), 2_000, 200_000));
        assertThat(read.coordinator())
                .isEqualTo(new CoordinatorSettings(
                        5,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(500),
                        Duration.ofMinutes(2),
                        ProcessorLimits.NONE,
                        new ProductionTerms(null, 20, false, false)));
        assertThat(read.elasticsearch())
                .isEqualTo(new ElasticsearchSettings(
                        new ElasticsearchConnection(
                                ElasticsearchHosts.NONE, ElasticsearchConnection.Access.OPEN, Duration.ofSeconds(10)),
                        "assets",
                        "asset_id",
                        "asset_type",
                        Duration.ofMinutes(5)));
    }

    @Test
    void should_follow_the_keys_of_elasticsearch_when_they_are_configured() {
        // when
        ElasticsearchSettings read = read(Map.of(
                        "reprise.elasticsearch.hosts", "https://a:1 , b",
                        "reprise.elasticsearch.username", "reprise",
                        "reprise.elasticsearch.password", "secret",
                        "reprise.elasticsearch.index", "{assetType}",
                        "reprise.elasticsearch.fields.asset-id", "id",
                        "reprise.elasticsearch.fields.asset-type", "kind"))
                .elasticsearch();

        // then
        assertThat(read.connection().hosts()).isEqualTo(ElasticsearchHosts.of("https://a:1,http://b:9200/"));
        assertThat(read.connection().access().credentials()).isEqualTo("reprise:secret");
        assertThat(read.index()).isEqualTo("{assetType}");
        assertThat(read.assetIdField()).isEqualTo("id");
        assertThat(read.assetTypeField()).isEqualTo("kind");
        assertThat(read.toString()).doesNotContain("secret");
    }

    @Test
    void should_limit_what_is_served_when_it_is_configured() {
        // when / then
        assertThat(read(Map.of()).allowed()).isEqualTo(AllowedRequests.ALL);
        assertThat(read(Map.of(
                                "reprise.requests.allowed-types", "movie, poster",
                                "reprise.requests.allowed-processors", "migrate",
                                "reprise.requests.allowed-modes", "preview"))
                        .allowed())
                .isEqualTo(new AllowedRequests(
                        Optional.of(new AllowedRequests.Names(Set.of("movie", "poster"))),
                        Optional.of(new AllowedRequests.Names(Set.of("migrate"))),
                        Optional.of(new AllowedRequests.Names(Set.of("preview")))));
        assertThat(problems(Map.of("reprise.requests.allowed-types", "movie,")))
                .containsExactly(
                        "reprise.requests.allowed-types: 'movie,' must be names with commas between them, and one"
                                + " is empty");
    }

    @Test
    void should_give_way_to_production_as_it_is_configured() {
        ProductionSettings byDefault = read(Map.of()).emission().production();
        assertThat(byDefault.terms()).isEqualTo(new ProductionTerms(null, 20, false, false));
        assertThat(byDefault.canaryTable()).isEqualTo("reprise_canary");
        assertThat(byDefault.lost()).isEqualTo(new ProductionWatch.Lost(Duration.ofSeconds(10), true));

        IdProducerSettings read = read(Map.of(
                "reprise.production.latency-p99-max", "PT0.01S",
                "reprise.production.prometheus-url", "http://prometheus:9090",
                "reprise.production.prometheus-query", "p99",
                "reprise.production.prometheus-threshold", "0.5",
                "reprise.production.signal-url", "https://production/go",
                "reprise.production.on-lost-signal", "go-on"));

        assertThat(read.coordinator().production())
                .isEqualTo(new ProductionTerms(Duration.ofMillis(10), 20, true, true));
        ProductionSettings production = read.emission().production();
        assertThat(production.query())
                .isEqualTo(new HttpSignals.Query(URI.create("http://prometheus:9090"), "p99", 0.5, null));
        assertThat(production.goOrHold()).isEqualTo(URI.create("https://production/go"));
        assertThat(production.lost().holds()).isFalse();
    }

    @Test
    void should_say_what_is_wrong_or_missing_when_production_cannot_be_watched_so() {
        assertThat(problems(Map.of(
                        "reprise.production.prometheus-url", "prometheus:9090",
                        "reprise.production.prometheus-threshold", "0",
                        "reprise.production.signal-url", "ftp://a/b",
                        "reprise.production.on-lost-signal", "stop")))
                .containsExactlyInAnyOrder(
                        "reprise.production.prometheus-url: 'prometheus:9090' must be an address such as http://host:9090",
                        "reprise.production.prometheus-threshold: '0' must be above 0",
                        "reprise.production.signal-url: 'ftp://a/b' must be an address such as http://host:9090",
                        "reprise.production.on-lost-signal: 'stop' must be hold or go-on");
        assertThat(problems(Map.of("reprise.production.prometheus-url", "http://prometheus")))
                .containsExactly("reprise.production.prometheus-url: needs prometheus-query and prometheus-threshold");
        assertThat(problems(Map.of("reprise.production.prometheus-query", "p99")))
                .containsExactly(
                        "reprise.production.prometheus-url: is missing, and the other keys of Prometheus go with it");
    }

    @Test
    void should_lower_the_shortest_queue_when_the_longest_is_shorter() {
        // when / then
        assertThat(read(Map.of("reprise.emit.backlog-events-max", "100"))
                        .emission()
                        .backlog())
                .isEqualTo(new Backlog.Bounds(Duration.ofMillis(1_500), 100, 100));
    }

    @Test
    void should_say_what_is_too_much_or_missing_when_elasticsearch_is_asked_for_in_two_ways() {
        // when / then
        assertThat(problems(Map.of(
                        "reprise.elasticsearch.username", "reprise",
                        "reprise.elasticsearch.api-key", "secret",
                        "reprise.elasticsearch.hosts", "a/b")))
                .containsExactly(
                        "reprise.elasticsearch.hosts: 'a/b' holds 'a/b', which is not host:port, nor http:// or https://"
                                + " before it",
                        "reprise.elasticsearch.username: user name and password go together; one is missing",
                        "reprise.elasticsearch.api-key: is given beside a user name; one of them is enough");
    }

    @Test
    void should_accept_the_keys_of_the_worker_and_refuse_what_neither_knows() {
        // when / then
        assertThat(problems(Map.of(
                        "reprise.worker.threads", "2",
                        "reprise.write-back.strategy", "lwt",
                        "reprise.write-back.setle-time", "PT1S",
                        "reprise.emits.threads", "2")))
                .containsExactlyInAnyOrder(
                        "reprise.write-back.setle-time: there is no such key",
                        "reprise.emits.threads: there is no such key");
    }

    private static IdProducerSettings read(Map<String, String> values) {
        var reader = ConfigurationReader.of(values);
        IdProducerSettings read = IdProducerSettings.from(reader, 2);
        reader.throwIfWrong();
        return read;
    }

    private static List<String> problems(Map<String, String> values) {
        return catchThrowableOfType(WrongSettingsException.class, () -> read(values))
                .problems();
    }
}
