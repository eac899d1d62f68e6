package dev.reprise.idproducer.config;

import dev.reprise.assets.CqlName;
import dev.reprise.service.config.Setting;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The keys below {@code reprise.production}.
 *
 * <p>Threading: immutable.
 */
public interface ProductionKeys {

    @Setting(
            min = "PT0.001S",
            max = "PT1M",
            unset = "jobs give way only by a target of their own",
            why =
                    "jobs that have no `limits.productionLatencyP99Max` give way while production's 99th percentile is above this",
            wrong = "too small: jobs do no more than `events-per-second-min`. Too large: production waits behind jobs")
    @WithName("latency-p99-max")
    Optional<Duration> latencyP99Max();

    @Setting(
            unit = "events per second of one job",
            min = "1",
            max = "1000000",
            why =
                    "a job that production's latency holds back goes no slower: what is slow without it must not hold it for ever",
            wrong = "too small: a job hardly moves while production is slow. Too large: it does harm at its least rate")
    @WithDefault("20")
    int eventsPerSecondMin();

    @Setting(
            unit = "table in `reprise.assets.keyspace`",
            why =
                    "the rows that the canary reads and writes. It is created when a job needs it and `reprise.topics.create` is"
                            + " `true`, else see [operate](operate.md#give-way-to-production)",
            wrong = "a table of somebody else: it is refused, or its rows are overwritten")
    @WithDefault("reprise_canary")
    CqlName canaryTable();

    @Setting(
            unit = "reads and as many writes per second",
            min = "1",
            max = "100",
            why = "the slowest of 40 requests tells enough of a second, and they cost the database nothing that counts",
            wrong = "too small: harm is not noticed. Too large: a load of its own")
    @WithDefault("20")
    int canaryRate();

    @Setting(
            unit = "`http` or `https` address of a Prometheus, or of what speaks its API",
            why = "production's own metrics know best how it fares",
            wrong = "it does not answer: `on-lost-signal` holds")
    Optional<URI> prometheusUrl();

    @Setting(
            unit = "PromQL; of several values the highest counts",
            why = "jobs give way while it is above `prometheus-threshold`",
            wrong = "it gives no number: as if Prometheus did not answer")
    Optional<String> prometheusQuery();

    @Setting(
            unit = "number above 0",
            why = "goes with the query",
            wrong = "too small: jobs do no more than `events-per-second-min`. Too large: no effect")
    Optional<Double> prometheusThreshold();

    @Setting(
            unit = "file with a bearer token, read for each question",
            why = "a Prometheus that asks who wants to know",
            wrong = "it cannot be read: as if Prometheus did not answer")
    Optional<Path> prometheusTokenFile();

    @Setting(
            unit = "`http` or `https` address that answers 200 for go, 429 or 503 for hold",
            why = "whoever runs production can stop all jobs at once",
            wrong = "it does not answer, or anything else: `on-lost-signal` holds")
    Optional<URI> signalUrl();

    @Setting(
            min = "PT0.1S",
            max = "PT1M",
            why = "how often Prometheus and the signal are asked, while a job needs it",
            wrong = "too small: a load of its own. Too large: jobs follow late")
    @WithDefault("PT1S")
    Duration signalInterval();

    @Setting(
            min = "PT1S",
            max = "PT10M",
            why = "a signal that does not answer for so long is lost",
            wrong = "too small: one slow answer counts. Too large: jobs go on blindly")
    @WithDefault("PT10S")
    Duration lostAfter();

    @Setting(
            unit = "`hold`, `go-on`",
            why = "who does not know how production fares must not load it",
            wrong = "`go-on`: a lost signal protects nothing. `hold`: jobs stand while monitoring is away")
    @WithDefault("hold")
    OnLostSignal onLostSignal();
}
