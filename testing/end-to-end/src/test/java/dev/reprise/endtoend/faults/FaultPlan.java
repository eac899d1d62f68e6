package dev.reprise.endtoend.faults;

import dev.reprise.endtoend.faults.agent.FailPoint;
import dev.reprise.localstack.service.ServiceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What happens in one round, all of it by its seed. (When it happens depends on processes as well: the same seed makes
 * the same plan, not the same interleaving.)
 *
 * @param seed makes everything
 * @param load how much there is to do
 * @param twins share of live updates that are followed by another one, one microsecond above
 * @param strikes in their order
 */
record FaultPlan(long seed, Load load, double twins, List<Strike> strikes) {

    static final FailPoint[] OF_WORKER = {
        FailPoint.ROWS_READ,
        FailPoint.WRITE_SENT,
        FailPoint.WRITE_ACKNOWLEDGED,
        FailPoint.DRAINED,
        FailPoint.OFFSETS_SENT,
        FailPoint.COMMITTING,
        FailPoint.COMMITTED
    };

    static final FailPoint[] OF_PRODUCER = {
        FailPoint.EVENT_EMITTED,
        FailPoint.CURSOR_SAVED,
        FailPoint.JOB_SAVED,
        FailPoint.SLICE_PLANNED,
        FailPoint.OFFSETS_SENT,
        FailPoint.COMMITTING,
        FailPoint.COMMITTED
    };

    private static final FailPoint[] IN_PLACE = {
        FailPoint.ROWS_READ,
        FailPoint.WRITE_SENT,
        FailPoint.RESULT_TOLD,
        FailPoint.CURSOR_SAVED,
        FailPoint.OFFSETS_SENT,
        FailPoint.COMMITTING,
        FailPoint.COMMITTED
    };

    /** What rounds of a synchronous job have to do: that is for small sets. */
    private static final Load OF_SMALL_SET = new Load(800, 60, Duration.ofSeconds(5));

    /** What rounds with an index have to do. */
    static final Load OF_INDEX = new Load(1_500, 60, Duration.ofSeconds(5));

    FaultPlan {
        strikes = List.copyOf(strikes);
    }

    /**
     * How much there is to do.
     *
     * @param assets how many are loaded, of all types; a good half is of the job
     * @param liveOperationsPerSecond of each of the three live writers
     * @param emission emission takes about this long, so that faults meet a job in its midst
     */
    record Load(int assets, int liveOperationsPerSecond, Duration emission) {}

    /**
     * A fault and when it strikes.
     *
     * @param share of the selection that has its outcome by then, in hundredths
     */
    record Strike(int share, Fault fault) {}

    /** Makes the plan of a seed. */
    static FaultPlan of(long seed) {
        var random = new SplittableRandom(seed);
        List<Strike> strikes = new ArrayList<>();
        int share = random.nextInt(30);
        int count = 1 + random.nextInt(3);
        boolean stalls = false;
        for (int i = 0; i < count; i++) {
            Fault fault = fault(random);
            stalls |= fault instanceof Fault.CassandraStalls;
            strikes.add(new Strike(share, fault));
            share += random.nextInt(45);
        }
        // From a source of their own: the faults of a seed stay as they are.
        strikes.addAll(intrusions(new SplittableRandom(~seed)));
        strikes.sort(Comparator.comparingInt(Strike::share));
        // Twins need what the guarantee does: that a write which was sent arrives within the settle time.
        double twins = stalls ? 0 : 0.2;
        var load = new Load(1_000 + random.nextInt(1_000), 20 + random.nextInt(40), Duration.ofSeconds(4));
        return new FaultPlan(seed, load, twins, strikes);
    }

    /** Makes a plan of two things that go wrong with the index, and of a worker that is killed, or taken for dead, in between. */
    static FaultPlan ofIndex(long seed) {
        var random = new SplittableRandom(seed);
        FailPoint point = OF_WORKER[random.nextInt(OF_WORKER.length)];
        int passes = random.nextInt(5);
        Fault ofWorker = random.nextInt(3) == 0
                ? new Fault.ZombieAt(ServiceKind.REPROCESS_WORKER, point, passes, IndexFault.SUSPENDED)
                : new Fault.KillAt(ServiceKind.REPROCESS_WORKER, point, passes);
        return new FaultPlan(
                seed,
                OF_INDEX,
                0.2,
                List.of(
                        new Strike(5 + random.nextInt(15), IndexFault.of(random)),
                        new Strike(30 + random.nextInt(15), ofWorker),
                        new Strike(50 + random.nextInt(15), IndexFault.of(random))));
    }

    /**
     * Makes a plan for a job that id-producer processes itself. One instance is killed. One is taken for dead, and wakes up with
     * assets in hand that another one has processed meanwhile. The third fault is left to the seed.
     */
    static FaultPlan inPlace(long seed) {
        var random = new SplittableRandom(seed);
        var suspended = Duration.ofSeconds(8 + random.nextInt(5));
        List<Fault> faults = new ArrayList<>(List.of(
                killed(random),
                new Fault.ZombieAt(ServiceKind.ID_PRODUCER, pointInPlace(random), random.nextInt(5), suspended),
                switch (random.nextInt(4)) {
                    case 0 -> killed(random);
                    case 1 -> new Fault.RepliesLost(Duration.ofMillis(300 + random.nextInt(4_000)));
                    case 2 -> new Fault.ConnectionsCut();
                    default -> new Fault.Terminate(ServiceKind.ID_PRODUCER);
                }));
        Collections.rotate(faults, random.nextInt(faults.size()));
        List<Strike> strikes = new ArrayList<>();
        for (Fault fault : faults) {
            strikes.add(new Strike(25 * strikes.size() + 5 + random.nextInt(15), fault));
        }
        return new FaultPlan(seed, OF_SMALL_SET, 0.2, strikes);
    }

    private static Fault killed(SplittableRandom random) {
        return new Fault.KillAt(ServiceKind.ID_PRODUCER, pointInPlace(random), random.nextInt(5));
    }

    private static FailPoint pointInPlace(SplittableRandom random) {
        return IN_PLACE[random.nextInt(IN_PLACE.length)];
    }

    /** Returns how long the index of the round remembers what was deleted. */
    Duration forgetsDeletesAfter() {
        boolean isShort =
                strikes.stream().map(Strike::fault).anyMatch(fault -> fault instanceof IndexFault.DeathOnWaking);
        return isShort ? Duration.ofSeconds(4) : Duration.ofSeconds(60);
    }

    /** Returns whether it strikes servers, and so everybody who uses them. */
    boolean strikesServers() {
        return strikes.stream().map(Strike::fault).anyMatch(Fault::strikesServers);
    }

    /** Returns whether a person must resume the job. */
    boolean pauses() {
        return strikes.stream().map(Strike::fault).anyMatch(Fault::pauses);
    }

    /** Makes a plan in which workers are killed so many times, at points that the seed chooses. */
    static FaultPlan ofKills(long seed, Load load, int kills) {
        var random = new SplittableRandom(seed);
        List<Strike> strikes = new ArrayList<>();
        for (int kill = 0; kill < kills; kill++) {
            FailPoint point = OF_WORKER[random.nextInt(OF_WORKER.length)];
            strikes.add(new Strike(
                    90 * kill / kills, new Fault.KillAt(ServiceKind.REPROCESS_WORKER, point, random.nextInt(5))));
        }
        return new FaultPlan(seed, load, 0.2, strikes);
    }

    /** Returns whether an instance may be taken for dead and go on: by anything but its death. */
    boolean stalls() {
        return strikes.stream().map(Strike::fault).anyMatch(Fault::stalls);
    }

    /** Returns the command that runs it again. */
    String replay(RoundJob.Kind kind) {
        return "again by: mvn verify -pl testing/end-to-end -am -Dit.test=FaultSuiteFaultIT -Dtest=none"
                + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false"
                + " -Dreprise.faults.seed=" + seed
                + (kind == RoundJob.Kind.MIGRATE ? "" : " -Dreprise.faults.processors=" + kind.word());
    }

    /** Two seeds of three have an intrusion, half of these a second one; of each kind one, since its job has one name. */
    private static List<Strike> intrusions(SplittableRandom random) {
        Map<Class<?>, Strike> intrusions = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            Intrusion intrusion = Intrusion.of(random);
            intrusions.put(intrusion.getClass(), new Strike(random.nextInt(70), intrusion));
        }
        return List.copyOf(intrusions.values());
    }

    private static Fault fault(SplittableRandom random) {
        int roll = random.nextInt(100);
        if (roll < 34) {
            FailPoint point = OF_WORKER[random.nextInt(OF_WORKER.length)];
            return new Fault.KillAt(ServiceKind.REPROCESS_WORKER, point, random.nextInt(5));
        }
        if (roll < 54) {
            FailPoint point = OF_PRODUCER[random.nextInt(OF_PRODUCER.length)];
            return new Fault.KillAt(ServiceKind.ID_PRODUCER, point, random.nextInt(5));
        }
        if (roll < 66) {
            FailPoint point = OF_WORKER[random.nextInt(OF_WORKER.length)];
            return new Fault.ZombieAt(
                    ServiceKind.REPROCESS_WORKER, point, random.nextInt(5), Duration.ofSeconds(5 + random.nextInt(8)));
        }
        if (roll < 71) {
            FailPoint point = OF_PRODUCER[random.nextInt(OF_PRODUCER.length)];
            return new Fault.ZombieAt(
                    ServiceKind.ID_PRODUCER, point, random.nextInt(5), Duration.ofSeconds(5 + random.nextInt(8)));
        }
        if (roll < 79) {
            return new Fault.RepliesLost(Duration.ofMillis(300 + random.nextInt(4_000)));
        }
        if (roll < 82) {
            return new Fault.ConnectionsCut();
        }
        if (roll < 87) {
            return new Fault.Terminate(random.nextInt(4) == 0 ? ServiceKind.ID_PRODUCER : ServiceKind.REPROCESS_WORKER);
        }
        return ofServers(random, roll);
    }

    private static Fault ofServers(SplittableRandom random, int roll) {
        if (roll < 90) {
            return new Fault.Storm(2);
        }
        if (roll < 93) {
            return new Fault.KafkaStalls(Duration.ofSeconds(3 + random.nextInt(10)));
        }
        if (roll < 96) {
            return new Fault.KafkaRestarts(random.nextBoolean());
        }
        // One in four lasts as long as a long outage does; the rest shows the same in less time.
        return new Fault.CassandraStalls(Duration.ofSeconds(random.nextInt(4) == 0 ? 30 : 3 + random.nextInt(8)));
    }
}
