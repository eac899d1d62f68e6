package dev.reprise.endtoend.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.audit.AuditReport;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The suite would notice: with a rule of the guarantee switched off, a few rounds of it find something. The faults of a
 * round are those that the rule protects from. Every build checks the rules that show soonest, {@code
 * -Dreprise.faults.mutations=all} checks all of them, or those that are named, by commas; {@code -Dreprise.faults.mutation-seeds=N} allows more rounds.
 */
@ExtendWith(LocalStackExtension.class)
@Isolated("what it finds depends on who is fast")
@Order(1)
class MutationFaultIT {

    private static final int SEEDS_MAX = Integer.getInteger("reprise.faults.mutation-seeds", 3);

    private static final String MUTATIONS =
            System.getProperty("reprise.faults.mutations", "BARRIER_OFF,PLAIN_WRITE,SETTLE_TIME_OFF");

    static Stream<Weakening> weakenings() {
        return MUTATIONS.equals("all")
                ? Stream.of(Weakening.values())
                // The others are of WriterMutationFaultIT.
                : Stream.of(Weakening.values())
                        .filter(one -> List.of(MUTATIONS.split(",")).contains(one.name()));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("weakenings")
    void should_find_something_when_a_rule_is_off(Weakening weakening, LocalStack stack) throws InterruptedException {
        String name = "mutant_" + weakening.name().toLowerCase(Locale.ROOT);
        try (var fleet = new Fleet(name, stack, weakening.mutant()).withElasticsearch()) {
            weakening.settings().forEach(fleet::with);
            boolean found = false;
            for (int seed = 1; seed <= SEEDS_MAX && !found; seed++) {
                AuditReport report = new FaultRound(fleet, weakening.plan(seed), seed, weakening.kind()).run();
                System.out.println(weakening + ", seed " + seed + ": "
                        + report.findings().stream()
                                .map(one -> one.violation() + " x " + one.count())
                                .toList());
                found = !report.findings().isEmpty();
            }
            assertThat(found)
                    .as("%s is found within %d seeds", weakening, SEEDS_MAX)
                    .isTrue();
        }
    }
}
