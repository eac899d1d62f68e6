package dev.reprise.endtoend.faults;

import dev.reprise.endtoend.faults.agent.FailPoint;
import dev.reprise.localstack.service.ServiceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Makes the plan of a round on a cluster: what strikes servers, and what strikes services in between. */
final class ClusterPlan {

    private static final Duration EMISSION = Duration.ofSeconds(15);

    private ClusterPlan() {}

    /** Returns the plan of a seed. */
    static FaultPlan of(long seed) {
        var random = new SplittableRandom(seed);
        List<FaultPlan.Strike> strikes = new ArrayList<>();
        int share = random.nextInt(15);
        int count = 2 + random.nextInt(2);
        boolean delaysWrites = false;
        for (int i = 0; i < count; i++) {
            ClusterFault ofServers = ClusterFault.of(random);
            delaysWrites |= ofServers.delaysWrites();
            strikes.add(new FaultPlan.Strike(share, ofServers));
            strikes.add(new FaultPlan.Strike(share + random.nextInt(15), ofServices(random)));
            share += 15 + random.nextInt(20);
        }
        strikes.sort(Comparator.comparingInt(FaultPlan.Strike::share));
        // Twins need what the guarantee does: that a write which was sent arrives within the settle time.
        double twins = delaysWrites ? 0 : 0.2;
        var load = new FaultPlan.Load(2_000 + random.nextInt(1_000), 20 + random.nextInt(20), EMISSION);
        return new FaultPlan(seed, load, twins, strikes);
    }

    private static Fault ofServices(SplittableRandom random) {
        ServiceKind kind = random.nextInt(3) == 0 ? ServiceKind.ID_PRODUCER : ServiceKind.REPROCESS_WORKER;
        FailPoint[] points = kind == ServiceKind.ID_PRODUCER ? FaultPlan.OF_PRODUCER : FaultPlan.OF_WORKER;
        FailPoint point = points[random.nextInt(points.length)];
        int passes = random.nextInt(5);
        return random.nextInt(3) == 0
                ? new Fault.ZombieAt(kind, point, passes, Duration.ofSeconds(5 + random.nextInt(8)))
                : new Fault.KillAt(kind, point, passes);
    }
}
