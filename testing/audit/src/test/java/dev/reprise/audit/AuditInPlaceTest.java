package dev.reprise.audit;

import static dev.reprise.audit.AuditRowsTest.assertFound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Progress;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Synchronous jobs, whose outcomes stand for the events that there are not. */
class AuditInPlaceTest {

    private static final long SEEDS_MAX = 60;

    private final SimulatedHistory history = completed().inPlace();
    private final OutcomeRecord first = history.outcomes.get(0);

    /** One that was not cancelled: each of its assets must have been processed. */
    private static SimulatedHistory completed() {
        return LongStream.rangeClosed(1, SEEDS_MAX)
                .mapToObj(Simulation::of)
                .filter(one -> !one.cancelled)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void should_count_outcomes_where_there_are_no_events() {
        AuditReport report = history.audit();

        assertThat(report.findings()).isEmpty();
        assertThat(report.emitted()).isEqualTo(history.outcomes.size()).isPositive();
    }

    @Test
    void should_find_an_event_that_is_not_to_be_there() {
        history.events.add(new EmittedEvent(eventOf(first), first.round()));

        assertFound(history.audit(), Violation.STRANGE_EVENT, first.assetId());
    }

    @Test
    void should_find_an_asset_that_was_not_processed() {
        var untouched = history.loaded.stream()
                .map(write -> write.key())
                .filter(key -> key.partition().assetType().equals("movie"))
                .filter(key -> history.of(key.assetId()).isEmpty())
                .findFirst()
                .orElseThrow();
        history.outcomes.removeIf(one -> one.assetId().equals(untouched.assetId()));

        assertFound(history.audit(), Violation.MISSING_EVENT, untouched.assetId());
    }

    @ParameterizedTest
    @EnumSource
    void should_find_a_second_outcome_of_a_round(Outcome outcome) {
        history.outcomes.add(OutcomeRecord.of(eventOf(first), first.round(), outcome));

        AuditReport report = history.audit();

        assertFound(report, Violation.DUPLICATED_EVENT, first.assetId());
        assertFound(report, Violation.SURPLUS_OUTCOME, first.assetId());
        assertThat(kinds(report)).contains(Violation.WRONG_CURSOR, Violation.WRONG_PROGRESS, Violation.OPEN_LEDGER);
    }

    @Test
    void should_find_an_outcome_outside_of_the_selection() {
        var poster = history.loaded.stream()
                .map(write -> write.key())
                .filter(key -> key.partition().assetType().equals("poster"))
                .findFirst()
                .orElseThrow();
        history.outcomes.add(OutcomeRecord.of(AuditWorld.event(poster), 1, Outcome.UNCHANGED));

        assertFound(history.audit(), Violation.STRANGE_EVENT, poster.assetId());
    }

    @Test
    void should_find_an_outcome_that_its_slice_does_not_count() {
        lastOf(Progress::done, last -> counting(last, last.counts().minus(new Counts(1, 1, 0, 0, 0, 0))));

        assertThat(kinds(history.audit())).containsExactly(Violation.WRONG_CURSOR, Violation.WRONG_PROGRESS);
    }

    @Test
    void should_find_a_cursor_that_was_ahead_of_its_results_for_a_while() {
        lastOf(progress -> !progress.done(), before -> counting(before, Counts.emitted(1)));

        assertThat(kinds(history.audit())).containsExactly(Violation.WRONG_CURSOR);
    }

    @Test
    void should_find_workers_that_count() {
        history.progress.add(Progress.ofWorker(SimulatedHistory.JOB, 0, Counts.ZERO.plus(Outcome.CHANGED), 0));

        assertThat(kinds(history.audit())).containsExactly(Violation.WRONG_CURSOR, Violation.WRONG_PROGRESS);
    }

    @Test
    void should_find_a_ledger_that_is_made_up() {
        history.counts = history.counts.plus(new Counts(1, 1, 0, 0, 0, 0));

        assertThat(kinds(history.audit())).containsExactly(Violation.OPEN_LEDGER);
    }

    @Test
    void should_refuse_a_job_that_has_left_nothing_to_judge_it_by() {
        var world = new AuditWorld();
        world.mode = "synchronous";
        world.recordsOutcomes = false;
        var sources = new Audit.Sources(world, world.rows.values()::forEach, world.operations::forEach);
        var audit = new Audit(
                LoadedRows.of(world.sample), AuditWorld::migrated, sources, InstantSource.fixed(AuditWorld.NOW));

        assertThatThrownBy(() -> audit.of(AuditWorld.JOB)).hasMessageContaining("without outcomes");
    }

    private static AssetEvent eventOf(OutcomeRecord outcome) {
        return new AssetEvent(outcome.job(), outcome.assetType(), outcome.bucket(), outcome.assetId());
    }

    private static List<Violation> kinds(AuditReport report) {
        return report.findings().stream().map(Finding::violation).toList();
    }

    /** Changes one report of a slice. */
    private void lastOf(Predicate<Progress> which, UnaryOperator<Progress> change) {
        for (int place = 0; place < history.progress.size(); place++) {
            Progress progress = history.progress.get(place);
            if (progress.isOfSlice() && which.test(progress)) {
                history.progress.set(place, change.apply(progress));
                return;
            }
        }
        throw new AssertionError("no slice has reported that");
    }

    private static Progress counting(Progress of, Counts counts) {
        return new Progress(
                of.job(), of.source(), of.round(), counts, of.below(), 0, of.skipped(), of.done(), null, null, null);
    }
}
