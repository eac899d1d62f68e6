package dev.reprise.idproducer.config;

import dev.reprise.elasticsearch.ElasticsearchConnection;
import dev.reprise.elasticsearch.ElasticsearchHosts;
import dev.reprise.idproducer.emit.Backlog;
import dev.reprise.idproducer.intake.AllowedRequests;
import dev.reprise.idproducer.jobs.CoordinatorSettings;
import dev.reprise.idproducer.query.elasticsearch.ElasticsearchSettings;
import dev.reprise.pipeline.config.PipelineSettings;
import dev.reprise.service.config.ConfigurationReader;
import dev.reprise.service.config.ServiceSettings;
import dev.reprise.service.config.TopicCreation;
import java.net.URI;
import java.time.Duration;

/**
 * The configuration of id-producer.
 *
 * @param service what both services share
 * @param emission how events are emitted
 * @param coordinator bounds of the coordinator
 * @param elasticsearch how to reach Elasticsearch, if there is one
 * @param finishWithin in this time the workers that are wanted finish what is left
 * @param allowed which jobs are served
 * @param pipeline how assets of synchronous jobs are processed
 * @param synchronousMax most assets of such a job
 */
public record IdProducerSettings(
        ServiceSettings service,
        Emission emission,
        CoordinatorSettings coordinator,
        ElasticsearchSettings elasticsearch,
        Duration finishWithin,
        AllowedRequests allowed,
        PipelineSettings pipeline,
        int synchronousMax) {

    /**
     * How events are emitted.
     *
     * @param pageSize ids read at once
     * @param threads stream threads
     * @param commitInterval how long events and states wait to become visible
     * @param backlog how far the workers may be behind
     * @param production how jobs give way to production
     */
    public record Emission(
            int pageSize,
            int threads,
            Duration commitInterval,
            Backlog.Bounds backlog,
            ProductionSettings production) {}

    /**
     * Reads all keys; mistakes are noted in the reader.
     *
     * @param processors of the machine
     */
    public static IdProducerSettings from(ConfigurationReader reader, int processors) {
        IdProducerKeys keys = PipelineSettings.convertedBy(reader)
                .converting(ElasticsearchHosts.class, ElasticsearchHosts::of)
                .converting(AllowedRequests.Names.class, AllowedRequests.Names::of)
                .converting(URI.class, ProductionSettings::address)
                .converting(Double.class, ProductionSettings::aboveZero)
                .converting(OnLostSignal.class, OnLostSignal::of)
                .accepting("reprise.worker.", "reprise.export.", "reprise.iceberg.")
                .read(IdProducerKeys.class);
        ServiceSettings service = ServiceSettings.from(keys, reader);
        var pipeline = PipelineSettings.from(keys, service, reader, processors);
        var production = ProductionSettings.from(keys.production(), reader);
        return new IdProducerSettings(
                service,
                emission(keys.emit(), production),
                new CoordinatorSettings(
                        keys.verify().roundsMax(),
                        keys.writeBack().settleTime(),
                        keys.jobs().publishInterval(),
                        keys.jobs().silenceMax(),
                        pipeline.processorLimits(),
                        production.terms()),
                elasticsearch(keys.elasticsearch(), reader),
                keys.scaling().finishWithin(),
                new AllowedRequests(
                        keys.requests().allowedTypes(),
                        keys.requests().allowedProcessors(),
                        keys.requests().allowedModes()),
                pipeline,
                keys.synchronous().assetsMax());
    }

    /** Returns the same settings with topics created in another way, as the cluster has it. */
    public IdProducerSettings creating(TopicCreation inCluster) {
        return new IdProducerSettings(
                service.creating(inCluster),
                emission,
                coordinator,
                elasticsearch,
                finishWithin,
                allowed,
                pipeline,
                synchronousMax);
    }

    private static Emission emission(IdProducerKeys.EmitKeys keys, ProductionSettings production) {
        return new Emission(
                keys.pageSize(),
                keys.threads(),
                keys.commitInterval(),
                new Backlog.Bounds(
                        keys.backlogTime(),
                        Math.min(keys.backlogEventsMin(), keys.backlogEventsMax()),
                        keys.backlogEventsMax()),
                production);
    }

    private static ElasticsearchSettings elasticsearch(ElasticsearchKeys keys, ConfigurationReader reader) {
        return new ElasticsearchSettings(
                ElasticsearchConnection.from(reader.source()),
                keys.index(),
                keys.assetIdField(),
                keys.assetTypeField(),
                keys.keepAlive());
    }
}
