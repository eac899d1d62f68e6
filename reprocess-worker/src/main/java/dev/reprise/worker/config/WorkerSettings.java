package dev.reprise.worker.config;

import dev.reprise.common.config.Settings;
import dev.reprise.service.config.ServiceSettings;
import dev.reprise.worker.decide.DecisionThreads;
import dev.reprise.worker.load.Retry;
import dev.reprise.worker.migrate.Migrator;
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
 * @param rules what holds for every row
 * @param strategy fence of the write-back
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
        Migrator.Rules rules,
        Strategy strategy) {

    private static final Duration DRAIN_TIME_MAX = Duration.ofSeconds(25);

    private static final Duration DECISION_TIME_MAX = Duration.ofSeconds(5);

    /** Each keeps a processor busy and a payload in memory, until it ends or the worker is restarted. */
    private static final int STUCK_THREADS_MAX = 16;

    private static final Duration SHORTEST = Duration.ofMillis(10);

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

    /** Reads all keys; mistakes are noted in the settings. */
    public static WorkerSettings from(Settings settings, int processors) {
        ServiceSettings service = ServiceSettings.from(settings);
        Duration transactionTimeout = service.kafka().transactionTimeout();
        // Half of the transaction timeout at most: a drain that fails leaves time to abort in order.
        Duration half = transactionTimeout.dividedBy(2);
        Duration drainMax = settings.duration(
                "reprise.worker.drain-time-max",
                half.compareTo(DRAIN_TIME_MAX) < 0 ? half : DRAIN_TIME_MAX,
                Duration.ofSeconds(1),
                Duration.ofSeconds(30));
        if (drainMax.multipliedBy(2).compareTo(transactionTimeout) > 0) {
            settings.note(
                    "reprise.worker.drain-time-max",
                    drainMax + " must be at most half of reprise.streams.transaction-timeout, " + transactionTimeout);
        }
        Strategy strategy = settings.read("reprise.write-back.strategy", Strategy::of, Strategy.TIMESTAMP);
        int inFlightMax = settings.wholeNumber("reprise.worker.in-flight-max", 2_048, 1, 100_000);
        return new WorkerSettings(
                service,
                settings.wholeNumber("reprise.worker.threads", 1, 1, 64),
                decisions(settings, processors, drainMax),
                settings.duration(
                        "reprise.worker.commit-interval", Duration.ofSeconds(1), SHORTEST, Duration.ofSeconds(10)),
                new InFlight(inFlightMax, settings.bool("reprise.worker.adaptive-limit", true)),
                new AsyncLimits(
                        settings.wholeNumber("reprise.worker.group-rows-max", 64, 1, 1_000),
                        settings.wholeNumber("reprise.worker.open-groups-max", 32, 1, 10_000),
                        drainMax),
                // The longest queue of 200,000 events over 8 partitions; some 250 bytes each.
                settings.wholeNumber("reprise.worker.parked-max", 25_000, 1, 10_000_000),
                settings.wholeNumber("reprise.worker.group-bytes-max", 256 * 1024, 1024, 16 * 1024 * 1024),
                retry(settings, drainMax),
                rules(settings, strategy),
                strategy);
    }

    private static DecisionThreads.Limits decisions(Settings settings, int processors, Duration drainMax) {
        // A drain waits for the row that takes longest; twice, so that the rows behind it have their time too.
        Duration half = drainMax.dividedBy(2);
        Duration timeMax = settings.duration(
                "reprise.worker.decision-time-max",
                half.compareTo(DECISION_TIME_MAX) < 0 ? half : DECISION_TIME_MAX,
                Duration.ofMillis(200),
                Duration.ofSeconds(15));
        if (timeMax.compareTo(half) > 0) {
            settings.note(
                    "reprise.worker.decision-time-max",
                    timeMax + " must be at most half of reprise.worker.drain-time-max, " + drainMax);
        }
        int threads = settings.wholeNumber("reprise.worker.migration-threads", processors, 1, 256);
        return new DecisionThreads.Limits(threads, timeMax, STUCK_THREADS_MAX);
    }

    private static Migrator.Rules rules(Settings settings, Strategy strategy) {
        Duration settleTime = settings.duration(
                "reprise.write-back.settle-time", Duration.ofSeconds(2), Duration.ZERO, Duration.ofHours(1));
        return new Migrator.Rules(
                // A transaction sees every other; only timestamps can tie.
                strategy == Strategy.LWT ? Duration.ZERO : settleTime,
                settings.wholeNumber("reprise.worker.payload-bytes-max", 4 * 1024 * 1024, 1024, 256 * 1024 * 1024));
    }

    private static Retry.Policy retry(Settings settings, Duration drainMax) {
        Duration delayMax = settings.duration(
                "reprise.worker.retry-delay-max", Duration.ofSeconds(2), SHORTEST, Duration.ofSeconds(30));
        // Reading and writing have this each: one of them may take most of a drain, and both together are replayed.
        Duration patience = drainMax.multipliedBy(3).dividedBy(5);
        return new Retry.Policy(Duration.ofMillis(50), delayMax, patience);
    }
}
