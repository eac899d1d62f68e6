package dev.reprise.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.audit.AuditReport;
import dev.reprise.endtoend.service.Deployment;
import dev.reprise.endtoend.stack.StackFolders;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.localstack.stack.LocalStackOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The promises on three brokers and three nodes of Cassandra, of which one at a time is killed, suspended, restarted, replaced,
 * parted from the others or has a wrong clock.
 * Long runs by {@code -Dreprise.faults.rounds=N}; one seed again by {@code -Dreprise.faults.seed=S}.
 */
@Isolated("three times as many servers need the machine for themselves")
@Order(1)
class ClusterFaultIT {

    private static final int ROUNDS = Integer.getInteger("reprise.faults.rounds", 1);

    /** Of a build: a round of the layout and the strategy that are the defaults, with a broker that is parted. */
    private static final long FIRST_SEED = Long.getLong("reprise.faults.first-seed", 12);

    private static final Long ONE_SEED = Long.getLong("reprise.faults.seed");

    private final List<String> violations = new ArrayList<>();

    /** How the tables are made, and how rows are fenced; the seed decides. */
    private enum Variant {
        BUCKETED,
        BUCKETED_LWT,
        INDEXED,
        INDEXED_LWT;

        static Variant of(long seed) {
            return values()[(int) Math.floorMod(seed, (long) values().length)];
        }

        boolean isConditional() {
            return this == BUCKETED_LWT || this == INDEXED_LWT;
        }

        Fleet fleet(LocalStack stack) {
            var fleet = new Fleet("cluster_" + name().toLowerCase(Locale.ROOT), stack, null)
                    // Nodes that start take the processors from a write under way for longer than one node alone does.
                    .with("reprise.write-back.settle-time", "PT2S")
                    // What is read comes from a copy that follows, wherever the leader is.
                    .with("kafka.client.rack", "rack-2")
                    .with("reprise.assets.layout", this == BUCKETED || this == BUCKETED_LWT ? "bucketed" : "indexed")
                    .with("reprise.write-back.strategy", isConditional() ? "lwt" : "timestamp");
            return isConditional()
                    ? fleet.with("reprise.migrations.path", fixtures("migrations"))
                            .with("reprise.schemas.path", fixtures("schemas"))
                    : fleet;
        }

        private static String fixtures(String folder) {
            return Deployment.fixtures().resolve(folder).toString();
        }
    }

    @Test
    void should_lose_and_repeat_nothing_when_servers_of_a_cluster_fail() throws InterruptedException {
        LocalStackOptions options = StackFolders.fresh("cluster")
                .withServers(ServerKind.KAFKA, ServerKind.CASSANDRA)
                .withNodes(LocalStackOptions.CLUSTER_NODES);
        try (LocalStack stack = LocalStack.start(options);
                var cluster = new ServerCluster(stack)) {
            for (Variant variant : Variant.values()) {
                List<Long> seeds = seeds(variant);
                if (!seeds.isEmpty()) {
                    run(variant, seeds, stack, cluster);
                }
            }
        }

        assertThat(violations).isEmpty();
    }

    private static List<Long> seeds(Variant variant) {
        LongStream all = ONE_SEED == null ? LongStream.range(FIRST_SEED, FIRST_SEED + ROUNDS) : LongStream.of(ONE_SEED);
        return all.filter(seed -> Variant.of(seed) == variant).boxed().toList();
    }

    private void run(Variant variant, List<Long> seeds, LocalStack stack, ServerCluster cluster)
            throws InterruptedException {
        try (Fleet fleet = variant.fleet(stack)) {
            for (int round = 0; round < seeds.size(); round++) {
                cluster.awaitWhole();
                run(variant, fleet, ClusterPlan.of(seeds.get(round)), round);
            }
            cluster.awaitWhole();
            note(seeds.toString(), cluster.topicsWithoutThreeCopies());
        }
    }

    private void run(Variant variant, Fleet fleet, FaultPlan plan, int round) throws InterruptedException {
        System.out.println("cluster fault seed " + plan.seed() + ", " + variant + ": " + plan);
        long began = System.nanoTime();
        try {
            List<String> findings = variant.isConditional()
                    ? new ConditionalRound(fleet, plan, round).run()
                    : findings(new FaultRound(fleet, plan, round).run());
            note("seed " + plan.seed(), findings);
            System.out.printf(
                    Locale.ROOT,
                    "cluster fault seed %d: %d findings, %d s%n",
                    plan.seed(),
                    findings.size(),
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
        } catch (AssertionError | RuntimeException failed) {
            // The other seeds are worth running all the same.
            note("seed " + plan.seed(), List.of(Causes.words(failed)));
        }
    }

    private static List<String> findings(AuditReport report) {
        System.out.printf(
                Locale.ROOT,
                "%s, %d events, %d live operations of which %d unknown%n",
                report.state(),
                report.emitted(),
                report.liveOperations(),
                report.unknownLiveOperations());
        return report.findings().stream().map(Object::toString).toList();
    }

    private void note(String where, List<String> what) {
        for (String one : what) {
            String violation = where + ": " + one + "\nagain by -Dit.test=ClusterFaultIT -Dreprise.faults.seed=S";
            System.out.println("VIOLATION " + violation);
            violations.add(violation);
        }
    }
}
