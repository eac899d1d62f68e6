package dev.reprise.idproducer.config;

import dev.reprise.common.config.Settings;
import dev.reprise.idproducer.emit.Backlog;
import dev.reprise.idproducer.jobs.CoordinatorSettings;
import dev.reprise.idproducer.query.elasticsearch.ElasticsearchSettings;
import dev.reprise.service.config.ServiceSettings;
import java.time.Duration;

/**
 * The configuration of id-producer.
 *
 * @param service what both services share
 * @param pageSize ids read at once
 * @param threads stream threads
 * @param commitInterval how long events and states wait to become visible
 * @param backlog how far the workers may be behind
 * @param coordinator bounds of the coordinator
 * @param elasticsearch how to reach Elasticsearch, if there is one
 */
public record IdProducerSettings(
        ServiceSettings service,
        int pageSize,
        int threads,
        Duration commitInterval,
        Backlog.Bounds backlog,
        CoordinatorSettings coordinator,
        ElasticsearchSettings elasticsearch) {

    private static final Duration SHORTEST = Duration.ofMillis(10);

    /** Reads all keys; mistakes are noted in the settings. */
    public static IdProducerSettings from(Settings settings) {
        return new IdProducerSettings(
                ServiceSettings.from(settings),
                settings.wholeNumber("reprise.emit.page-size", 2_048, 1, 100_000),
                settings.wholeNumber("reprise.emit.threads", 1, 1, 64),
                settings.duration(
                        "reprise.emit.commit-interval", Duration.ofMillis(250), SHORTEST, Duration.ofSeconds(10)),
                backlog(settings),
                new CoordinatorSettings(
                        settings.wholeNumber("reprise.verify.rounds-max", 5, 1, 100),
                        settings.duration(
                                "reprise.write-back.settle-time",
                                Duration.ofSeconds(2),
                                Duration.ZERO,
                                Duration.ofHours(1)),
                        settings.duration(
                                "reprise.jobs.publish-interval",
                                Duration.ofMillis(500),
                                SHORTEST,
                                Duration.ofMinutes(1)),
                        settings.duration(
                                "reprise.jobs.silence-max",
                                // Above the transaction timeout of a killed worker, and what it takes to clean up after
                                // it.
                                Duration.ofMinutes(2),
                                Duration.ofSeconds(1),
                                Duration.ofHours(1))),
                ElasticsearchSettings.from(settings));
    }

    private static Backlog.Bounds backlog(Settings settings) {
        int eventsMax = settings.wholeNumber("reprise.emit.backlog-events-max", 200_000, 1, 100_000_000);
        return new Backlog.Bounds(
                settings.duration(
                        "reprise.emit.backlog-time", Duration.ofMillis(1500), SHORTEST, Duration.ofMinutes(10)),
                Math.min(settings.wholeNumber("reprise.emit.backlog-events-min", 2_000, 1, 100_000_000), eventsMax),
                eventsMax);
    }
}
