package dev.reprise.idproducer.config;

import dev.reprise.idproducer.production.ProductionTerms;
import dev.reprise.idproducer.production.ProductionWatch;
import dev.reprise.idproducer.production.http.HttpSignals;
import dev.reprise.service.config.ConfigurationReader;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How jobs give way to production.
 *
 * <p>Threading: immutable.
 *
 * @param terms by what they do
 * @param canaryTable rows that are read and written to see how quick the database is
 * @param canaryPerSecond how often
 * @param query of Prometheus; {@code null} for none
 * @param goOrHold address that says go or hold; {@code null} for none
 * @param interval how often both are asked
 * @param lost what holds when a signal does not answer
 */
public record ProductionSettings(
        ProductionTerms terms,
        String canaryTable,
        int canaryPerSecond,
        HttpSignals.@Nullable Query query,
        @Nullable URI goOrHold,
        Duration interval,
        ProductionWatch.Lost lost) {

    private static final String PREFIX = "reprise.production.";

    /** Makes the settings of the keys; what only several keys together make wrong is noted in the reader. */
    static ProductionSettings from(ProductionKeys keys, ConfigurationReader reader) {
        HttpSignals.Query query = query(keys, reader);
        URI goOrHold = keys.signalUrl().orElse(null);
        return new ProductionSettings(
                new ProductionTerms(
                        keys.latencyP99Max().orElse(null), keys.eventsPerSecondMin(), query != null, goOrHold != null),
                keys.canaryTable().text(),
                keys.canaryRate(),
                query,
                goOrHold,
                keys.signalInterval(),
                new ProductionWatch.Lost(keys.lostAfter(), keys.onLostSignal().holds()));
    }

    private static HttpSignals.@Nullable Query query(ProductionKeys keys, ConfigurationReader reader) {
        boolean isAny = keys.prometheusQuery().isPresent()
                || keys.prometheusThreshold().isPresent()
                || keys.prometheusTokenFile().isPresent();
        if (keys.prometheusUrl().isEmpty()) {
            if (isAny) {
                reader.note(PREFIX + "prometheus-url", "is missing, and the other keys of Prometheus go with it");
            }
            return null;
        }
        if (keys.prometheusQuery().isEmpty() || keys.prometheusThreshold().isEmpty()) {
            reader.note(PREFIX + "prometheus-url", "needs prometheus-query and prometheus-threshold");
            return null;
        }
        return new HttpSignals.Query(
                keys.prometheusUrl().get(),
                keys.prometheusQuery().get(),
                keys.prometheusThreshold().get(),
                keys.prometheusTokenFile().orElse(null));
    }

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException if it is none of HTTP
     */
    static URI address(String text) {
        URI address = URI.create(text);
        if (address.getHost() == null || !("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
            throw new IllegalArgumentException("must be an address such as http://host:9090");
        }
        return address;
    }

    /**
     * Reads a number above 0.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Double aboveZero(String text) {
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is not a number", e);
        }
        if (!(number > 0 && number < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("must be above 0");
        }
        return number;
    }
}
