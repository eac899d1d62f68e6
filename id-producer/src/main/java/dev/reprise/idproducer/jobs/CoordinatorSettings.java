package dev.reprise.idproducer.jobs;

import dev.reprise.idproducer.production.ProductionTerms;
import dev.reprise.service.config.ProcessorLimits;
import java.time.Duration;

/**
 * The bounds the coordinator works within.
 *
 * @param roundsMax passes that emit; what is still below the target afterwards is counted and listed
 * @param settleTime how long a row must be left alone before it is touched; a verification waits for it
 * @param publishInterval how often changing counts are published
 * @param silenceMax how long a job with nothing left to process may miss outcomes before its ledger counts as broken
 * @param processorLimits what jobs of a processor may take at most
 * @param production by what jobs give way to production
 */
public record CoordinatorSettings(
        int roundsMax,
        Duration settleTime,
        Duration publishInterval,
        Duration silenceMax,
        ProcessorLimits processorLimits,
        ProductionTerms production) {}
