package dev.reprise.service.boot;

import dev.reprise.service.metrics.ShortClientIds;
import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** What Quarkus does to the metrics of a service before it shows them. */
@ApplicationScoped
public class MetricFilters {

    /**
     * Kafka Streams has series for each store, each node of its topology and each task: two thousand of an id-producer with eight
     * partitions. Nearly two thirds of these were never set: it records most of them at its level "debug" alone.
     */
    private static final List<String> LEFT_OUT =
            List.of("kafka.stream.state.", "kafka.stream.processor.node.", "kafka.stream.task.");

    @Produces
    @Singleton
    MeterFilter clientIds() {
        return new ShortClientIds();
    }

    @Produces
    @Singleton
    MeterFilter fewOfStreams() {
        return MeterFilter.deny(id -> LEFT_OUT.stream().anyMatch(id.getName()::startsWith));
    }
}
