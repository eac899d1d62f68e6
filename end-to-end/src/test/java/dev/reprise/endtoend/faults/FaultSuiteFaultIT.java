package dev.reprise.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.audit.DemoReport;
import dev.reprise.localstack.stack.LocalStack;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever dies or stalls, no live write is lost, nothing is done twice, and every event has one outcome. Long runs by
 * {@code -Dreprise.faults.rounds=N}, one seed again by {@code -Dreprise.faults.seed=S}.
 */
@ExtendWith(LocalStackExtension.class)
class FaultSuiteFaultIT {

    private static final int ROUNDS = Integer.getInteger("reprise.faults.rounds", 5);
    private static final long FIRST_SEED = Long.getLong("reprise.faults.first-seed", 1);
    private static final Long ONE_SEED = Long.getLong("reprise.faults.seed");

    @Test
    void should_lose_and_repeat_nothing_when_services_and_servers_fail(LocalStack stack) throws InterruptedException {
        long first = ONE_SEED == null ? FIRST_SEED : ONE_SEED;
        int rounds = ONE_SEED == null ? ROUNDS : 1;
        try (var fleet = new Fleet("faults", stack, null)) {
            for (int round = 0; round < rounds; round++) {
                FaultPlan plan = FaultPlan.of(first + round);
                System.out.println("fault round " + round + ": " + plan);
                long began = System.nanoTime();
                DemoReport report = new FaultRound(fleet, plan, round).run();
                System.out.printf(
                        Locale.ROOT,
                        "fault round %d: %s, %d events, %d live operations of which %d unknown, %d findings, %d s%n",
                        round,
                        report.state(),
                        report.emitted(),
                        report.liveOperations(),
                        report.unknownLiveOperations(),
                        report.findings().size(),
                        TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began));
                assertThat(report.findings()).as(plan.replay()).isEmpty();
            }
        }
    }
}
