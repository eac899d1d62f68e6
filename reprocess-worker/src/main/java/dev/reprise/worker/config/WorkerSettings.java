package dev.reprise.worker.config;

import dev.reprise.service.config.ConfigurationReader;
import dev.reprise.service.config.ProcessorLimits;
import dev.reprise.service.config.ServiceSettings;
import dev.reprise.worker.decide.DecisionThreads;
import dev.reprise.worker.load.Retry;
import dev.reprise.worker.pipeline.SettleTime;
import dev.reprise.worker.topology.async.AsyncLimits;
import java.time.Duration;
import java.util.Locale;

/**
 * The configuration of the worker.
 *
 * @param service what both services share
 * @param threads stream threads
 * @param decisions threads that run migrations, and how long they may take
 * @param commitInterval how long outcomes wait to become visible, and how much is replayed after a crash
 * @param inFlight what the instance has in flight
 * @param limits bounds of a task
 * @param parkedMax events of paused jobs that a task keeps
 * @param groupBytesMax payload bytes of one write request
 * @param retry patience with the database
 * @param settleTime how long a row is left to the live writer that wrote it last
 * @param payloadBytesMax larger payloads are not processed: a group of them would not fit into memory
 * @param strategy fence of the write-back
 * @param processorLimits what jobs of a processor may take at most
 */
public record WorkerSettings(
        ServiceSettings service,
        int threads,
        DecisionThreads.Limits decisions,
        Duration commitInterval,
        InFlight inFlight,
        AsyncLimits limits,
        int parkedMax,
        int groupBytesMax,
        Retry.Policy retry,
        SettleTime settleTime,
        int payloadBytesMax,
        Strategy strategy,
        ProcessorLimits processorLimits) {

    private static final Duration DRAIN_TIME_MAX = Duration.ofSeconds(25);

    private static final Duration DECISION_TIME_MAX = Duration.ofSeconds(5);

    /** Each keeps a processor busy and a payload in memory, until it ends or the worker is restarted. */
    private static final int STUCK_THREADS_MAX = 16;

    private static final Duration FIRST_RETRY_DELAY = Duration.ofMillis(50);

    /**
     * How many rows an instance has in flight, over all its tasks.
     *
     * @param rowsMax never more
     * @param adaptive whether it is fewer while the database is slow
     */
    public record InFlight(int rowsMax, boolean adaptive) {}

    /** How a row is protected from overwriting a newer live write. */
    public enum Strategy {
        /** By the write time of what was read, plus one microsecond. */
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

    /**
     * Reads all keys; mistakes are noted in the reader.
     *
     * @param processors of the machine
     */
    public static WorkerSettings from(ConfigurationReader reader, int processors) {
        WorkerKeys keys = reader.converting(Strategy.class, Strategy::of)
                .accepting(
                        "reprise.elasticsearch.",
                        "reprise.emit.",
                        "reprise.verify.",
                        "reprise.jobs.",
                        "reprise.scaling.",
                        "reprise.requests.",
                        "reprise.export.",
                        "reprise.iceberg.")
                .read(WorkerKeys.class);
        WorkerKeys.EngineKeys worker = keys.worker();
        ServiceSettings service = ServiceSettings.from(keys, reader);
        Duration drainMax = drainMax(worker, service.kafka().transactionTimeout(), reader);
        // Reading and writing have this each: one of them may take most of a drain, and both together are replayed.
        Duration patience = drainMax.multipliedBy(3).dividedBy(5);
        // A transaction sees every other; only timestamps can tie.
        SettleTime settleTime = keys.strategy() == Strategy.LWT
                ? new SettleTime(Duration.ZERO, keys.writeBack().settleTime())
                : new SettleTime(keys.writeBack().settleTime());
        return new WorkerSettings(
                service,
                worker.threads(),
                new DecisionThreads.Limits(
                        worker.migrationThreads().orElse(processors),
                        decisionMax(worker, drainMax, reader),
                        STUCK_THREADS_MAX),
                worker.commitInterval(),
                new InFlight(worker.inFlightMax(), worker.adaptiveLimit()),
                new AsyncLimits(worker.groupRowsMax(), worker.openGroupsMax(), drainMax),
                worker.parkedMax(),
                worker.groupBytesMax(),
                new Retry.Policy(FIRST_RETRY_DELAY, worker.retryDelayMax(), patience),
                settleTime,
                worker.payloadBytesMax(),
                keys.strategy(),
                ProcessorLimits.from(reader));
    }

    private static Duration drainMax(
            WorkerKeys.EngineKeys keys, Duration transactionTimeout, ConfigurationReader reader) {
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

    private static Duration decisionMax(WorkerKeys.EngineKeys keys, Duration drainMax, ConfigurationReader reader) {
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
