package dev.reprise.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.audit.AuditReport;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.endtoend.stack.StackFolders;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.stack.LocalStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Whatever dies or stalls, no live write is lost, nothing is done twice, and every event has one outcome. Long runs by
 * {@code -Dreprise.faults.rounds=N}, on several stacks side by side by {@code -Dreprise.faults.lanes=N}, since rounds mostly
 * wait; one seed again by {@code -Dreprise.faults.seed=S}, of some processors
 * by {@code -Dreprise.faults.processors=NAMES}, each so many times by {@code -Dreprise.faults.processor-rounds=N}. {@code
 * -Dreprise.faults.rounds=0} leaves the main job out.
 */
@ExtendWith(LocalStackExtension.class)
@Isolated("stops servers that all tests share")
@Order(1)
class FaultSuiteFaultIT {

    private static final int ROUNDS = Integer.getInteger("reprise.faults.rounds", 3);
    private static final int LANES = Integer.getInteger("reprise.faults.lanes", 1);

    /** Those of a build: cut connections, both services killed, a zombie, and lost replies. */
    private static final long FIRST_SEED = Long.getLong("reprise.faults.first-seed", 29);

    /** Processors beside the main job; each has one more round in a lane of a build. The mode {@code synchronous} is run by name. */
    private static final List<String> PROCESSORS =
            List.of(System.getProperty("reprise.faults.processors", "delete,fill-index,reindex")
                    .split(","));

    private static final int PROCESSOR_ROUNDS = Integer.getInteger("reprise.faults.processor-rounds", 1);

    private static final Long ONE_SEED = Long.getLong("reprise.faults.seed");

    private final List<String> violations = new ArrayList<>();

    @Test
    void should_lose_and_repeat_nothing_when_services_and_servers_fail(LocalStack shared) throws Exception {
        if (ONE_SEED == null) {
            runLanes(shared);
        } else {
            runLane(shared, 0, List.of(ONE_SEED));
        }

        assertThat(violations).isEmpty();
    }

    private void runLanes(LocalStack shared) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(LANES);
        try {
            List<Future<?>> lanes = new ArrayList<>();
            for (int lane = 1; lane < LANES; lane++) {
                int number = lane;
                lanes.add(threads.submit(() -> {
                    runLaneOfItsOwn(number);
                    return null;
                }));
            }
            runLane(shared, 0, seeds(0, LANES));
            for (Future<?> lane : lanes) {
                lane.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void runLaneOfItsOwn(int lane) throws InterruptedException {
        var options = StackFolders.fresh("lane-" + lane)
                .withServers(ServerKind.KAFKA, ServerKind.CASSANDRA, ServerKind.ELASTICSEARCH);
        try (LocalStack own = LocalStack.start(options)) {
            runLane(own, lane, seeds(lane, LANES));
        }
    }

    /** Every lane takes its turn among the seeds. */
    private static List<Long> seeds(int lane, int lanes) {
        List<Long> seeds = new ArrayList<>();
        for (long round = lane; round < ROUNDS; round += lanes) {
            seeds.add(FIRST_SEED + round);
        }
        return seeds;
    }

    private void runLane(LocalStack stack, int lane, List<Long> seeds) throws InterruptedException {
        try (var fleet = new Fleet("faults" + lane, stack, null).withElasticsearch()) {
            int round = 0;
            for (long seed : seeds) {
                run(fleet, FaultPlan.of(seed), round++, RoundJob.Kind.MIGRATE);
            }
            for (int i = 0; i < PROCESSORS.size(); i++) {
                RoundJob.Kind kind = RoundJob.Kind.of(PROCESSORS.get(i));
                // Of a build, the seeds that kill both services, and that wake a zombie up.
                long first = seeds.isEmpty() ? FIRST_SEED + lane : seeds.get((i + 1) % seeds.size());
                for (int turn = 0; turn < PROCESSOR_ROUNDS; turn++) {
                    run(fleet, kind.plan(first + (long) turn * LANES), round++, kind);
                }
            }
        }
    }

    private void run(Fleet fleet, FaultPlan plan, int round, RoundJob.Kind kind) throws InterruptedException {
        System.out.println("fault seed " + plan.seed() + ", " + kind + ": " + plan);
        long began = System.nanoTime();
        try {
            AuditReport report = new FaultRound(fleet, plan, round, kind).run();
            report.findings().forEach(finding -> note(plan, kind, finding.toString()));
            System.out.printf(
                    Locale.ROOT,
                    "fault seed %d: %s, %d events, %d live operations of which %d unknown, %d findings, %d s%n",
                    plan.seed(),
                    report.state(),
                    report.emitted(),
                    report.liveOperations(),
                    report.unknownLiveOperations(),
                    report.findings().size(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
        } catch (AssertionError | RuntimeException failed) {
            // The other seeds are worth running all the same.
            note(plan, kind, Causes.words(failed));
        }
    }

    private synchronized void note(FaultPlan plan, RoundJob.Kind kind, String what) {
        String violation = "seed " + plan.seed() + ", " + kind + ": " + what + "\n" + plan + "\n" + plan.replay(kind);
        System.out.println("VIOLATION " + violation);
        violations.add(violation);
    }
}
