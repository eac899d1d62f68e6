package dev.reprise.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.audit.AuditReport;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One long job whose workers are killed again and again. Small in every build; the size that is worth its name by {@code
 * -Dreprise.faults.kills=20 -Dreprise.faults.assets=91000 -Dreprise.faults.operations=167}.
 */
@ExtendWith(LocalStackExtension.class)
class KilledWorkersFaultIT {

    private static final int KILLS = Integer.getInteger("reprise.faults.kills", 2);
    private static final int ASSETS = Integer.getInteger("reprise.faults.assets", 2_000);
    private static final int OPERATIONS = Integer.getInteger("reprise.faults.operations", 60);
    private static final long SEED = Long.getLong("reprise.faults.seed", 20);

    /** As long as a kill takes until its partitions are processed again. */
    private static final Duration EMISSION_PER_KILL = Duration.ofSeconds(5);

    @Test
    void should_complete_with_one_outcome_for_each_event_when_workers_are_killed_again_and_again(LocalStack stack)
            throws InterruptedException {
        var load = new FaultPlan.Load(ASSETS, OPERATIONS, EMISSION_PER_KILL.multipliedBy(KILLS));
        try (var fleet = new Fleet("killed", stack, null)) {
            AuditReport report = new FaultRound(fleet, FaultPlan.ofKills(SEED, load, KILLS), 0).run();

            System.out.println(
                    KILLS + " kills: " + report.state() + ", " + report.emitted() + " events = " + report.outcomes()
                            + ", " + report.liveOperations() + " live operations, " + report.seconds() + " s");
            assertThat(report.findings()).as("seed " + SEED).isEmpty();
        }
    }
}
