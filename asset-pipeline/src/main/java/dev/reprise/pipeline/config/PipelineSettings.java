package dev.reprise.pipeline.config;

import dev.reprise.pipeline.SettleTime;
import dev.reprise.pipeline.decide.DecisionThreads;
import dev.reprise.pipeline.load.Retry;
import dev.reprise.service.config.ConfigurationReader;
import dev.reprise.service.config.ProcessorLimits;
import dev.reprise.service.config.ServiceKeys;
import dev.reprise.service.config.ServiceSettings;
import java.time.Duration;
import java.util.Locale;

/**
 * How assets are processed.
 *
 * @param decisions threads that decide, and how long they may take
 * @param drainTimeMax longest wait for what is in flight
 * @param retry patience with the database
 * @param settleTime how long a row is left to the live writer that wrote it last
 * @param strategy fence of the write-back
 * @param group bounds of a group
 * @param payloadBytesMax larger payloads are not processed: a group of them would not fit into memory
 * @param processorLimits what jobs of a processor may take at most
 */
public record PipelineSettings(
        DecisionThreads.Limits decisions,
        Duration drainTimeMax,
        Retry.Policy retry,
        SettleTime settleTime,
        Strategy strategy,
        Group group,
        int payloadBytesMax,
        ProcessorLimits processorLimits) {

    private static final Duration DRAIN_TIME_MAX = Duration.ofSeconds(25);

    private static final Duration DECISION_TIME_MAX = Duration.ofSeconds(5);

    /** Each keeps a processor busy and a payload in memory, until it ends or the service is restarted. */
    private static final int STUCK_THREADS_MAX = 16;

    private static final Duration FIRST_RETRY_DELAY = Duration.ofMillis(50);

    /**
     * Bounds of assets that are processed together.
     *
     * @param rowsMax of one read and one write request
     * @param bytesMax payload bytes of one write request
     */
    public record Group(int rowsMax, int bytesMax) {}

    /** How a row is protected from overwriting a newer live write. */
    public enum Strategy {
        /** By the write time of what was read, plus the fence of the job. */
        TIMESTAMP,
        /** By a lightweight transaction whose condition is what was read. */
        LWT;

        static Strategy of(String word) {
            for (Strategy strategy : values()) {
                if (strategy.name().toLowerCase(Locale.ROOT).equals(word)) {
                    return strategy;
                }
            }
            throw new IllegalArgumentException("must be timestamp or lwt");
        }
    }

    /** Returns the settings of the writes of one processor, which has limits of its own. */
    public PipelineSettings of(String processor) {
        ProcessorLimits.Limits own = processorLimits.of(processor);
        int bytesMax = own.groupBytesMax() == null ? group.bytesMax() : own.groupBytesMax();
        Duration patience = own.patience() == null ? retry.patience() : shorter(retry.patience(), own.patience());
        return new PipelineSettings(
                decisions,
                drainTimeMax,
                new Retry.Policy(retry.firstDelay(), retry.delayMax(), patience),
                settleTime,
                strategy,
                new Group(group.rowsMax(), bytesMax),
                payloadBytesMax,
                processorLimits);
    }

    /** Lets a reader convert what these keys hold; to be called before it reads. */
    public static ConfigurationReader convertedBy(ConfigurationReader reader) {
        return reader.converting(Strategy.class, Strategy::of);
    }

    /**
     * Takes the settings out of the keys; mistakes are noted in the reader.
     *
     * @param processors of the machine
     */
    public static <K extends ServiceKeys & PipelineKeys> PipelineSettings from(
            K keys, ServiceSettings service, ConfigurationReader reader, int processors) {
        PipelineKeys.GroupKeys groups = keys.groups();
        Duration settleTime = keys.writeBack().settleTime();
        Duration drainMax = drainMax(groups, service.kafka().transactionTimeout(), reader);
        // Reading and writing have this each: one of them may take most of a drain, and both together are replayed.
        Duration patience = drainMax.multipliedBy(3).dividedBy(5);
        return new PipelineSettings(
                new DecisionThreads.Limits(
                        groups.migrationThreads().orElse(processors),
                        decisionMax(groups, drainMax, reader),
                        STUCK_THREADS_MAX),
                drainMax,
                new Retry.Policy(FIRST_RETRY_DELAY, groups.retryDelayMax(), patience),
                // A transaction sees every other; only timestamps can tie.
                keys.strategy() == Strategy.LWT
                        ? new SettleTime(Duration.ZERO, settleTime)
                        : new SettleTime(settleTime),
                keys.strategy(),
                new Group(groups.groupRowsMax(), groups.groupBytesMax()),
                groups.payloadBytesMax(),
                ProcessorLimits.from(reader));
    }

    private static Duration drainMax(
            PipelineKeys.GroupKeys keys, Duration transactionTimeout, ConfigurationReader reader) {
        // Half of the transaction timeout at most: a drain that fails leaves time to abort in order.
        Duration half = transactionTimeout.dividedBy(2);
        Duration drainMax = keys.drainTimeMax().orElse(shorter(half, DRAIN_TIME_MAX));
        if (drainMax.compareTo(half) > 0) {
            reader.note(
                    "reprise.worker.drain-time-max",
                    drainMax + " must be at most half of reprise.streams.transaction-timeout, " + transactionTimeout);
        }
        return drainMax;
    }

    private static Duration decisionMax(PipelineKeys.GroupKeys keys, Duration drainMax, ConfigurationReader reader) {
        // A drain waits for the row that takes longest; twice, so that the rows behind it have their time too.
        Duration half = drainMax.dividedBy(2);
        Duration timeMax = keys.decisionTimeMax().orElse(shorter(half, DECISION_TIME_MAX));
        if (timeMax.compareTo(half) > 0) {
            reader.note(
                    "reprise.worker.decision-time-max",
                    timeMax + " must be at most half of reprise.worker.drain-time-max, " + drainMax);
        }
        return timeMax;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
