package dev.reprise.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.reprise.common.event.Outcome;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One violation put into a sound run is found, and called by its name. */
class AuditInjectionsTest {

    /** More would mean that the simulation hardly ever comes to a state that can be spoiled so. */
    private static final int SEEDS_MAX = 60;

    private static final int SPOILED = 6;

    /** What is known to be right in a sound history is spoiled in one way. */
    @FunctionalInterface
    interface Spoiling extends Function<Injection, Optional<UUID>> {}

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("injections")
    void should_name_a_violation_when_there_is_one(String name, Violation violation, Spoiling spoiling) {
        int spoiled = 0;
        for (long seed = 1; seed <= SEEDS_MAX && spoiled < SPOILED; seed++) {
            SimulatedHistory history = Simulation.of(seed);
            Optional<UUID> asset = history.cancelled ? Optional.empty() : spoiling.apply(new Injection(history));
            if (asset.isPresent()) {
                spoiled++;
                assertFound(history.audit(), violation, asset.get(), name + ", seed " + seed);
            }
        }
        assertThat(spoiled).as("histories that could be spoiled").isEqualTo(SPOILED);
    }

    private static void assertFound(AuditReport report, Violation violation, UUID asset, String what) {
        assertThat(report.verified()).as(what).isFalse();
        assertThat(report.findings())
                .as(what)
                .anyMatch(finding -> finding.violation() == violation
                        && finding.examples().stream()
                                .anyMatch(example -> asset.equals(Injection.NO_ASSET)
                                        || example.startsWith("asset " + asset + ": ")));
    }

    @Test
    void should_have_an_injection_of_each_kind() {
        Set<Violation> injected = EnumSet.noneOf(Violation.class);
        injections().forEach(one -> injected.add((Violation) Objects.requireNonNull(one.get()[1])));

        assertThat(injected)
                .as("what is outside of rows and ledger is judged elsewhere")
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Violation.WRONG_EFFECT)));
    }

    static Stream<Arguments> injections() {
        return Stream.concat(rows(), topics());
    }

    private static Stream<Arguments> rows() {
        return Stream.of(
                one("old state over a live write", Violation.LOST_LIVE_OPERATION, Injection::oldStateOverLiveWrite),
                one("migration over a live write", Violation.LOST_LIVE_OPERATION, Injection::migrationOverLiveWrite),
                one("no row after a live write", Violation.LOST_LIVE_OPERATION, Injection::noRowAfterLiveWrite),
                one("row after a delete", Violation.LOST_DELETE, Injection::lostDelete),
                one("row written above a delete", Violation.REVIVED_ROW, Injection::revivedRow),
                one("job between twins", Violation.MIXED_ROW, Injection::mixedTwins),
                one("cells of two times", Violation.MIXED_ROW, Injection::mixedTimes),
                one("no end any more", Violation.LOST_TTL, Injection::lostTtl),
                one("there after its end", Violation.IMMORTAL_ROW, Injection::immortalRow),
                one("end that nobody gave", Violation.WRONG_TTL, Injection::wrongTtl),
                one("write without fence", Violation.WRONG_WRITE_TIME, Injection::plainWrite),
                one("payload of nobody", Violation.WRONG_ROW, Injection::strangePayload),
                one("no row", Violation.MISSING_ROW, Injection::missingRow),
                one("row of nobody", Violation.STRANGE_ROW, Injection::strangeRow),
                one("row as it was", Violation.LOST_WRITE_BACK, Injection::lostWriteBack),
                one("row below the target", Violation.ROW_BELOW_TARGET, Injection::leftBelowTarget));
    }

    private static Stream<Arguments> topics() {
        return Stream.of(
                one("migrated twice", Violation.LOST_WRITE_BACK, Injection::healedWriteBack),
                one("event twice", Violation.DUPLICATED_EVENT, Injection::duplicatedEvent),
                one("no event", Violation.MISSING_EVENT, Injection::missingEvent),
                one("event of nobody", Violation.STRANGE_EVENT, Injection::eventOfNobody),
                one("no outcome", Violation.MISSING_OUTCOME, Injection::missingOutcome),
                one("outcome twice", Violation.SURPLUS_OUTCOME, Injection::surplusOutcome),
                one("gone", Violation.WRONG_OUTCOME, injection -> injection.outcome(Outcome.GONE)),
                one("overtaken", Violation.WRONG_OUTCOME, injection -> injection.outcome(Outcome.OVERTAKEN)),
                one("current", Violation.WRONG_OUTCOME, injection -> injection.outcome(Outcome.UNCHANGED)),
                one("failed", Violation.MISSING_DEAD_LETTER, injection -> injection.outcome(Outcome.FAILED)),
                one("no dead letter", Violation.MISSING_DEAD_LETTER, Injection::missingDeadLetter),
                one("dead letter twice", Violation.SURPLUS_DEAD_LETTER, Injection::surplusDeadLetter),
                one("dead letter without stage", Violation.BROKEN_DEAD_LETTER, Injection::brokenDeadLetter),
                one("dead letter of a sound row", Violation.UNFOUNDED_DEAD_LETTER, Injection::unfoundedDeadLetter),
                one("cursor ahead", Violation.WRONG_CURSOR, Injection::cursorAhead),
                one("slice not done", Violation.WRONG_CURSOR, Injection::openSlice),
                one("totals ahead", Violation.WRONG_PROGRESS, Injection::totalsAhead),
                one("totals fallen", Violation.WRONG_PROGRESS, Injection::fallenTotals),
                one("ledger made up", Violation.OPEN_LEDGER, Injection::madeUpLedger),
                one("job without an end", Violation.NOT_COMPLETED, Injection::noEnd));
    }

    private static Arguments one(String name, Violation violation, Spoiling spoiling) {
        return arguments(name, violation, spoiling);
    }
}
