package dev.reprise.idproducer.boot;

import dev.reprise.assets.cassandra.CassandraCanary;
import dev.reprise.assets.cassandra.CassandraErrors;
import dev.reprise.idproducer.config.IdProducerSettings;
import dev.reprise.idproducer.config.ProductionSettings;
import dev.reprise.idproducer.production.Canary;
import dev.reprise.idproducer.production.ProductionWatch;
import dev.reprise.idproducer.production.Signal;
import dev.reprise.idproducer.production.http.HttpSignals;
import dev.reprise.service.metrics.Metric;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts together what tells how production fares, and shows it to the operators.
 *
 * <p>Threading: used once, at start.
 */
final class ProductionSignals {

    private ProductionSignals() {}

    /** Makes the watch of all signals that are configured; nobody is asked yet. */
    static ProductionWatch watch(IdProducerSettings settings, Clock clock, MeterRegistry metrics) {
        ProductionSettings production = settings.emission().production();
        List<Signal> signals = new ArrayList<>();
        Signal canary = canary(settings, production, clock);
        signals.add(canary);
        if (production.query() != null) {
            signals.add(HttpSignals.prometheus(production.query(), production.interval(), clock));
        }
        if (production.goOrHold() != null) {
            signals.add(HttpSignals.goOrHold(production.goOrHold(), production.interval(), clock));
        }
        var watch = new ProductionWatch(signals, production.terms(), production.lost(), clock);
        Gauge.builder(Metric.PRODUCTION_P99.meter(), canary, Signal::p99Seconds)
                .description(Metric.PRODUCTION_P99.help())
                .register(metrics);
        for (Signal signal : signals) {
            Gauge.builder(Metric.PRODUCTION_SIGNAL_LOST.meter(), watch, one -> one.isLost(signal) ? 1 : 0)
                    .description(Metric.PRODUCTION_SIGNAL_LOST.help())
                    .tag("signal", signal.name().replace(' ', '-').toLowerCase(java.util.Locale.ROOT))
                    .register(metrics);
        }
        return watch;
    }

    private static Canary canary(IdProducerSettings settings, ProductionSettings production, Clock clock) {
        var service = settings.service();
        return new Canary(
                () -> CassandraCanary.open(
                        service.cassandra(),
                        service.tables().keyspace(),
                        production.canaryTable(),
                        service.creation().isAllowed()),
                CassandraErrors::classify,
                new Canary.Schedule(
                        production.canaryPerSecond(), service.cassandra().requestTimeout()),
                clock,
                System::nanoTime);
    }
}
