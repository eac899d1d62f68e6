package dev.reprise.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** On sound runs, whatever happens in them, the audit finds nothing. */
class AuditSoundHistoriesTest {

    private static final int SEEDS = 400;

    @Test
    void should_find_nothing_when_the_history_is_sound() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            AuditReport report = Simulation.of(seed).audit();

            assertThat(report.findings()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void should_find_nothing_when_the_assets_were_processed_in_place() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            AuditReport report = Simulation.of(seed).inPlace().audit();

            assertThat(report.findings()).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void should_have_met_all_that_can_happen_when_the_seeds_are_over() {
        long cancelled = 0;
        long left = 0;
        long again = 0;
        long letters = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            SimulatedHistory history = Simulation.of(seed);
            cancelled += history.cancelled && history.skipped > 0 ? 1 : 0;
            left += history.unmigrated > 0 ? 1 : 0;
            again += history.events.stream().anyMatch(event -> event.round() > 1) ? 1 : 0;
            letters += history.deadLetters.isEmpty() ? 0 : 1;
        }

        assertThat(cancelled).as("cancelled with events left over").isPositive();
        assertThat(left).as("rows left below the target").isPositive();
        assertThat(again).as("more than one round").isGreaterThan(SEEDS / 4);
        assertThat(letters).as("dead letters").isGreaterThan(SEEDS / 2);
    }
}
