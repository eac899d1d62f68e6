package dev.reprise.service.boot;

import dev.reprise.service.metrics.ShortClientIds;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What Quarkus does to the metrics of a service before it shows them. */
@ApplicationScoped
public class MetricFilters {

    @Produces
    @Singleton
    MeterFilter clientIds() {
        return new ShortClientIds();
    }
}
