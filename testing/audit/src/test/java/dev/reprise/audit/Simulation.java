package dev.reprise.audit;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.workload.livewriter.AssetKey;
import dev.reprise.workload.livewriter.LoggedOperation;
import dev.reprise.workload.livewriter.Operation;
import dev.reprise.workload.livewriter.VersionedPayload;
import dev.reprise.workload.sample.TimeBasedId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A sound run by its seed: three live writers with clocks 5 s apart, one of them ahead and one behind, do all they can do
 * to some assets while a job migrates these and others.
 */
final class Simulation {

    private static final int ASSETS = 30;
    private static final int TOUCHED = 20;
    private static final long TRAFFIC_MILLIS = 40_000;
    private static final long DEPLOYED_MILLIS = 20_000;
    private static final long[] SKEW_MILLIS = {0, -5000, 5000};

    private final SimulatedTime time = new SimulatedTime();
    private final SplittableRandom random;
    private final Map<AssetKey, SimulatedRow> rows = new LinkedHashMap<>();
    private final List<AssetKey> targets = new ArrayList<>();
    private final Map<AssetKey, Sent> last = new HashMap<>();
    private final SimulatedHistory history = new SimulatedHistory();
    private int made;

    private record Sent(long timestamp, long millis) {}

    private Simulation(long seed) {
        this.random = new SplittableRandom(seed);
    }

    static SimulatedHistory of(long seed) {
        var simulation = new Simulation(seed);
        simulation.load();
        simulation.traffic();
        new SimulatedJob(simulation.time, simulation.random.split(), simulation.rows, simulation.history).start();
        simulation.time.run();
        simulation.rows.forEach((key, row) -> {
            FinalRow there = row.toRow(key, SimulatedHistory.JOB, SimulatedHistory.READ_AT.toEpochMilli());
            if (there != null) {
                simulation.history.rows.put(key.assetId(), there);
            }
        });
        simulation.history.report();
        return simulation.history;
    }

    private void load() {
        for (int number = 0; number < ASSETS; number++) {
            String type = number % 10 == 9 ? "poster" : "movie";
            AssetKey key = key(type, 'S', number);
            int version = random.nextInt(10) == 0 ? 2 : 1;
            var row = new Operation.Create(
                    key, Instant.parse("2020-06-01T00:00:00Z").toEpochMilli() * 1000, content(version));
            history.loaded.add(row);
            row(key).apply(row, time.millis());
            if (number < TOUCHED) {
                targets.add(key);
            }
        }
    }

    private static AssetKey key(String type, int kind, int number) {
        UUID id = TimeBasedId.of(TimeBasedId.ticks(Instant.parse("2020-06-01T00:00:00Z")) + number, 7, kind, number);
        return new AssetKey(new AssetPartition(type, "2020-06"), id);
    }

    private VersionedPayload content(int version) {
        made++;
        String refused = random.nextInt(8) == 0 ? ",\"bad\":true" : "";
        return new VersionedPayload(version, "{\"n\":" + random.nextInt(1000) + ",\"made\":" + made + refused + "}");
    }

    private SimulatedRow row(AssetKey key) {
        return rows.computeIfAbsent(key, one -> new SimulatedRow());
    }

    private void traffic() {
        for (long millis = 0; millis < TRAFFIC_MILLIS; millis += 1 + random.nextInt(400)) {
            long then = millis;
            time.at(then, () -> operate(then));
        }
    }

    private void operate(long millis) {
        int writer = random.nextInt(SKEW_MILLIS.length);
        AssetKey key = targets.get(random.nextInt(targets.size()));
        int version = millis < DEPLOYED_MILLIS ? 1 : 2;
        long timestamp = (time.millis() + SKEW_MILLIS[writer]) * 1000 + random.nextInt(900);
        int roll = random.nextInt(100);
        if (roll < 10) {
            AssetKey created = key("movie", 'M', made);
            targets.add(created);
            send(writer, new Operation.Create(created, timestamp, content(version)));
        } else if (roll < 25) {
            send(writer, new Operation.Delete(key, timestamp));
        } else if (roll < 35) {
            send(
                    writer,
                    new Operation.UpdateWithTtl(key, timestamp, content(version), random.nextBoolean() ? 20 : 3600));
        } else if (roll < 45) {
            send(writer, new Operation.Create(key, timestamp, content(version)));
        } else if (roll < 60) {
            send(writer, new Operation.Update(key, timestamp, content(version)));
            Operation twin = random.nextInt(4) == 0
                    ? new Operation.Delete(key, timestamp + 1)
                    : new Operation.Update(key, timestamp + 1, content(version));
            send(writer, twin);
        } else if (roll < 65 && last.containsKey(key)) {
            tie(writer, key, version);
        } else {
            send(writer, new Operation.Update(key, timestamp, content(version)));
        }
    }

    /** Another writer hits the very timestamp of what was sent lately. */
    private void tie(int writer, AssetKey key, int version) {
        Sent sent = Objects.requireNonNull(last.get(key));
        if (time.millis() - sent.millis() < 1000) {
            send(
                    writer,
                    random.nextInt(3) == 0
                            ? new Operation.Delete(key, sent.timestamp())
                            : new Operation.Update(key, sent.timestamp(), content(version)));
        }
    }

    /** Most operations arrive soon and are acknowledged; of the others nobody knows, and they arrive when they like. */
    private void send(int writer, Operation operation) {
        last.put(operation.key(), new Sent(operation.timestampMicros(), time.millis()));
        SimulatedRow row = row(operation.key());
        int fate = random.nextInt(20);
        history.operations.add(
                new LoggedOperation("writer-" + writer, history.operations.size() + 1L, operation, fate > 1));
        if (fate > 0) {
            long delay = fate == 1 ? random.nextInt(60_000) : random.nextInt(300);
            time.in(delay, () -> row.apply(operation, time.millis()));
        }
    }
}
