package dev.reprise.pipeline.boot;

import dev.reprise.common.async.RemoteError;
import dev.reprise.pipeline.AssetPipeline;
import dev.reprise.pipeline.JobPipeline;
import dev.reprise.pipeline.RowsInFlight;
import dev.reprise.pipeline.RunningProcessors;
import dev.reprise.pipeline.config.PipelineSettings;
import dev.reprise.pipeline.load.PatientRows;
import dev.reprise.pipeline.load.Retry;
import dev.reprise.pipeline.load.Rows;
import dev.reprise.processor.Processors;
import java.util.function.Function;

/**
 * Puts the pipeline together.
 *
 * <p>Threading: used once, at start.
 *
 * @param settings how assets are processed
 * @param processors what there is
 * @param environment what comes from the machine
 * @param classifier judges what the tables throw
 */
public record PipelineMaker(
        PipelineSettings settings,
        Processors processors,
        Environment environment,
        Function<Throwable, RemoteError> classifier) {

    /**
     * Makes the pipeline over some tables.
     *
     * @param inFlight is told of all rows
     */
    public JobPipeline over(Stores stores, RowsInFlight inFlight) {
        var retry = new Retry(
                settings.retry(), classifier, environment.scheduler(), environment.nanoTime(), environment.random());
        Rows patient = new PatientRows(stores.rows(), retry, environment.clock(), environment.nanoTime());
        Rows rows = (partition, assetIds, cancellation) -> patient.read(partition, assetIds, cancellation)
                .thenApply(reading -> {
                    inFlight.read(reading);
                    return reading;
                });
        return new JobPipeline(
                new RunningProcessors(
                        processors,
                        name -> new SinkMaker(settings.of(name), environment, classifier).of(stores),
                        inFlight),
                new AssetPipeline(rows, settings.settleTime(), classifier, environment.decisions()),
                settings.payloadBytesMax(),
                environment.decisions());
    }
}
