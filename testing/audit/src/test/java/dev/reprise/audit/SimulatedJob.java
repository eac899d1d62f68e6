package dev.reprise.audit;

import dev.reprise.common.event.Outcome;
import dev.reprise.workload.livewriter.AssetKey;
import dev.reprise.workload.livewriter.VersionedPayload;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job as it should be, in simulated time: rounds, settle time, fence, replays, and writes that arrive twice and late. */
final class SimulatedJob {

    private static final long SETTLE_MILLIS = 12_500;

    /** By then the last writer of version 1 is heard. */
    private static final long VERIFY_FROM_MILLIS = 21_000;

    private final SimulatedTime time;
    private final SplittableRandom random;
    private final Map<AssetKey, SimulatedRow> rows;
    private final SimulatedHistory history;
    private final int roundsMax;
    private final Set<UUID> deadLettered = new HashSet<>();
    private int pending;
    private boolean overtaken;

    SimulatedJob(
            SimulatedTime time, SplittableRandom random, Map<AssetKey, SimulatedRow> rows, SimulatedHistory history) {
        this.time = time;
        this.random = random;
        this.rows = rows;
        this.history = history;
        this.roundsMax = 1 + random.nextInt(5);
    }

    void start() {
        time.at(15_000, () -> round(1));
        if (random.nextInt(6) == 0) {
            time.at(15_500 + random.nextInt(4000), () -> history.cancelled = true);
        }
    }

    private void round(int round) {
        if (history.cancelled) {
            return;
        }
        List<AssetKey> found = rows.keySet().stream()
                .filter(key -> key.partition().assetType().equals("movie") && isFound(key, round > 1))
                .toList();
        if (round > roundsMax) {
            history.unmigrated = found.size();
            return;
        }
        overtaken = false;
        pending = found.size();
        for (AssetKey key : found) {
            history.emitted(key, round);
            time.in(random.nextInt(4000), () -> process(key, round));
        }
    }

    private boolean isFound(AssetKey key, boolean verifying) {
        SimulatedRow.View view = read(key);
        if (view == null || !verifying) {
            return view != null;
        }
        VersionedPayload content = view.content();
        return !deadLettered.contains(key.assetId()) && (content == null || content.schemaVersion() < 2);
    }

    private SimulatedRow.@Nullable View read(AssetKey key) {
        return Objects.requireNonNull(rows.get(key)).read(SimulatedHistory.JOB, time.millis());
    }

    private void process(AssetKey key, int round) {
        if (history.cancelled) {
            history.skipped++;
            pending--;
            return;
        }
        SimulatedRow.View view = read(key);
        if (view == null) {
            end(key, round, Outcome.GONE);
        } else if (view.writtenAt() > 0 && time.micros() - view.writtenAt() < SETTLE_MILLIS * 1000) {
            end(key, round, Outcome.OVERTAKEN);
        } else if (view.content() == null) {
            end(key, round, Outcome.FAILED);
        } else if (view.content().schemaVersion() >= 2) {
            end(key, round, view.job() == null ? Outcome.UNCHANGED : Outcome.CHANGED);
        } else {
            migrate(key, round, view, view.content());
        }
    }

    private void migrate(AssetKey key, int round, SimulatedRow.View view, VersionedPayload content) {
        Optional<String> result = SimulatedHistory.migrated("movie", content);
        if (result.isEmpty()) {
            end(key, round, Outcome.FAILED);
            return;
        }
        int ttl = view.ttlSeconds() == null ? 0 : view.ttlSeconds();
        Runnable write = () -> Objects.requireNonNull(rows.get(key))
                .migrate(new VersionedPayload(2, result.get()), view.writtenAt() + 1, ttl, time.millis());
        int fate = random.nextInt(10);
        if (fate == 0) {
            // Killed before the commit, with or without the write; and a zombie may still send it.
            time.in(random.nextInt(20_000), random.nextBoolean() ? write : () -> {});
            time.in(random.nextInt(3000), () -> process(key, round));
            return;
        }
        time.in(random.nextInt(1500), () -> {
            write.run();
            end(key, round, Outcome.CHANGED);
        });
        if (fate == 1) {
            time.in(1500 + random.nextInt(20_000), write);
        }
    }

    private void end(AssetKey key, int round, Outcome outcome) {
        history.ended(key, round, outcome);
        overtaken |= outcome == Outcome.OVERTAKEN;
        if (outcome == Outcome.FAILED) {
            deadLettered.add(key.assetId());
        }
        pending--;
        if (pending == 0) {
            long next = time.millis() + (overtaken ? SETTLE_MILLIS + 500 : 500);
            time.at(
                    Math.max(next, SimulatedTime.START_MILLIS + VERIFY_FROM_MILLIS) - SimulatedTime.START_MILLIS,
                    () -> round(round + 1));
        }
    }
}
