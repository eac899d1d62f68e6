package dev.reprise.audit;

import static dev.reprise.audit.AuditRowsTest.assertFound;
import static dev.reprise.audit.AuditWorld.content;
import static dev.reprise.audit.AuditWorld.event;
import static dev.reprise.audit.AuditWorld.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.workload.livewriter.Operation;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events, outcomes, dead letters and the job's claims: each way in which they can contradict is found. */
class AuditTopicsTest {

    private final AuditWorld world = new AuditWorld();
    private final AssetEvent event = event(key(world.movie(5)));

    @Test
    void should_find_an_event_when_it_is_there_twice() {
        world.events.add(new EmittedEvent(event, 1));

        AuditReport report = world.audit();

        assertThat(report.duplicatedEvents()).isEqualTo(1);
        assertFound(report, Violation.DUPLICATED_EVENT, event.assetId());
        assertThat(report.findings()).anyMatch(finding -> finding.violation() == Violation.OPEN_LEDGER);
    }

    @Test
    void should_accept_an_event_when_it_is_of_a_second_round() {
        var update = new Operation.Update(key(world.movie(5)), AuditWorld.NOW_MICROS, content(1, "live"));
        world.acknowledged(update);
        world.storeMigrated(update);
        outcomeIs(Outcome.OVERTAKEN);
        world.events.add(new EmittedEvent(event, 2));
        world.outcomes.add(OutcomeRecord.of(event, 2, Outcome.CHANGED));

        AuditReport report = world.audit();

        assertThat(report.findings()).isEmpty();
        assertThat(report.outcomes().overtaken()).isEqualTo(1);
        assertThat(report.selected()).isEqualTo(110);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 32})
    void should_find_an_event_when_its_round_is_impossible(int round) {
        world.events.add(new EmittedEvent(event, round));

        assertFound(world.audit(), Violation.STRANGE_EVENT, event.assetId());
    }

    @Test
    void should_find_an_asset_when_it_was_never_emitted() {
        world.events.removeIf(emitted -> emitted.event().equals(event));
        world.outcomes.removeIf(outcome -> outcome.assetId().equals(event.assetId()));

        assertFound(world.audit(), Violation.MISSING_EVENT, event.assetId());
    }

    @Test
    void should_find_an_event_when_it_is_outside_of_the_selection() {
        AssetEvent outside = event(key(world.poster()));
        world.events.add(new EmittedEvent(outside, 1));
        world.outcomes.add(OutcomeRecord.of(outside, 1, Outcome.UNCHANGED));

        assertFound(world.audit(), Violation.STRANGE_EVENT, outside.assetId());
    }

    @Test
    void should_find_an_event_when_it_has_no_outcome() {
        world.outcomes.removeIf(outcome -> outcome.assetId().equals(event.assetId()));

        AuditReport report = world.audit();

        assertFound(report, Violation.MISSING_OUTCOME, event.assetId());
        assertFound(report, Violation.WRONG_OUTCOME, event.assetId());
        assertThat(report.findings()).anyMatch(finding -> finding.violation() == Violation.OPEN_LEDGER);
    }

    @Test
    void should_find_an_outcome_when_its_event_has_another() {
        world.outcomes.add(OutcomeRecord.of(event, 1, Outcome.CHANGED));

        assertFound(world.audit(), Violation.SURPLUS_OUTCOME, event.assetId());
    }

    @Test
    void should_find_an_outcome_when_it_has_no_event() {
        world.outcomes.add(OutcomeRecord.of(event, 2, Outcome.OVERTAKEN));

        assertFound(world.audit(), Violation.SURPLUS_OUTCOME, event.assetId());
    }

    @Test
    void should_find_a_migrated_row_when_no_outcome_says_so() {
        outcomeIs(Outcome.UNCHANGED);

        assertFoundWithoutOutcome(world.audit());
    }

    @Test
    void should_allow_a_migration_without_an_outcome_when_instances_may_have_gone_on_that_were_taken_for_dead() {
        var update = new Operation.Update(key(world.movie(5)), AuditWorld.NOW_MICROS, content(1, "live"));
        world.acknowledged(update);
        world.storeMigrated(update);
        outcomeIs(Outcome.OVERTAKEN);

        assertFoundWithoutOutcome(world.audit());
        assertThat(world.auditAmidStalls().findings()).isEmpty();
    }

    @Test
    void should_find_a_migrated_row_without_an_outcome_even_then_when_nobody_else_wrote_it() {
        outcomeIs(Outcome.UNCHANGED);

        assertFoundWithoutOutcome(world.auditAmidStalls());
    }

    private void outcomeIs(Outcome outcome) {
        world.outcomes.removeIf(one -> one.assetId().equals(event.assetId()));
        world.outcomes.add(OutcomeRecord.of(event, 1, outcome));
    }

    /** By its words: an outcome that cannot be is found besides. */
    private void assertFoundWithoutOutcome(AuditReport report) {
        assertThat(report.findings())
                .flatExtracting(Finding::examples)
                .anyMatch(example -> example.contains(event.assetId() + ": migrated, but no outcome says so"));
    }

    @Test
    void should_go_by_the_claims_when_outcomes_are_not_recorded() {
        world.recordsOutcomes = false;

        AuditReport report = world.audit();

        assertThat(report.findings()).isEmpty();
        assertThat(report.outcomes().failed()).isEqualTo(world.deadLetters.size());
    }

    @ParameterizedTest
    @MethodSource("oneOfEach")
    void should_find_a_claim_when_the_topics_do_not_bear_it_out(Counts madeUp) {
        world.claim = counts -> counts.plus(madeUp);

        assertThat(world.audit().findings()).extracting(Finding::violation).containsExactly(Violation.OPEN_LEDGER);
    }

    static Stream<Counts> oneOfEach() {
        return Stream.concat(
                Stream.of(Counts.emitted(1)), Arrays.stream(Outcome.values()).map(Counts.ZERO::plus));
    }

    @Test
    void should_find_a_balanced_ledger_when_it_is_made_up() {
        world.claim = counts -> counts.plus(new Counts(1, 1, 0, 0, 0, 0));

        assertThat(world.audit().findings()).singleElement().satisfies(finding -> assertThat(finding.examples())
                .containsExactly(
                        "the job claims 111 emitted, the topics show 110",
                        "the job claims " + (111 - world.deadLetters.size()) + " changed, the topics show "
                                + (110 - world.deadLetters.size())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RUNNING", "CANCELLED", "FAILED"})
    void should_find_a_job_when_it_is_not_completed(String state) {
        world.state = state;

        assertThat(world.audit().findings()).extracting(Finding::violation).containsExactly(Violation.NOT_COMPLETED);
    }

    @Test
    void should_go_by_what_was_emitted_when_a_job_was_cancelled() {
        world.state = "CANCELLED";
        world.store(AuditWorld.original(world.movie(5)));
        world.events.removeIf(emitted -> emitted.event().equals(event));
        world.outcomes.removeIf(outcome -> outcome.assetId().equals(event.assetId()));

        assertThat(world.audit(JobStatus.CANCELLED).findings()).isEmpty();

        world.outcomes.remove(0);
        assertThat(world.audit(JobStatus.CANCELLED).findings())
                .extracting(Finding::violation)
                .contains(Violation.MISSING_OUTCOME, Violation.OPEN_LEDGER);
    }

    @Test
    void should_accept_the_write_of_another_job_when_it_is_beside() {
        for (OutcomeRecord outcome : List.copyOf(world.outcomes)) {
            if (outcome.assetId().equals(event.assetId())) {
                world.outcomes.remove(outcome);
                world.outcomes.add(OutcomeRecord.of(event, 1, Outcome.UNCHANGED));
            }
        }
        world.change(event.assetId(), row -> row.lastJob = "before");

        assertFound(world.audit(), Violation.WRONG_ROW, event.assetId());
        assertThat(world.auditBeside("before").findings()).isEmpty();
    }

    @Test
    void should_accept_a_job_when_it_is_completed_with_failures() {
        world.state = "COMPLETED_WITH_FAILURES";

        assertThat(world.audit().verified()).isTrue();
    }

    @Test
    void should_find_a_dead_letter_when_it_is_one_too_many() {
        DeadLetter letter = world.deadLetters.get(0);
        world.deadLetters.add(letter);

        assertThat(world.audit().findings())
                .extracting(Finding::violation)
                .containsExactly(Violation.SURPLUS_DEAD_LETTER, Violation.WRONG_PROGRESS, Violation.OPEN_LEDGER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                DeadLetterHeaders.REASON,
                DeadLetterHeaders.CAUSE,
                DeadLetterHeaders.TOPIC,
                DeadLetterHeaders.PARTITION,
                DeadLetterHeaders.OFFSET,
                DeadLetterHeaders.FINGERPRINT,
                DeadLetterHeaders.STAGE,
                DeadLetterHeaders.ATTEMPTS
            })
    void should_find_a_dead_letter_when_it_lacks_a_header(String header) {
        DeadLetter letter = world.deadLetters.get(0);
        Map<String, String> headers = new HashMap<>(letter.headers());
        headers.remove(header);
        world.deadLetters.set(0, new DeadLetter(letter.event(), headers));

        assertFound(world.audit(), Violation.BROKEN_DEAD_LETTER, letter.event().assetId());
    }

    @Test
    void should_find_headers_when_they_make_no_sense() {
        DeadLetter letter = world.deadLetters.get(0);
        Map<String, String> headers = new HashMap<>(letter.headers());
        headers.put(DeadLetterHeaders.STAGE, "somewhere");
        headers.put(DeadLetterHeaders.OFFSET, "-1");

        assertThat(new DeadLetter(letter.event(), headers).wrongHeaders())
                .containsExactlyInAnyOrder(DeadLetterHeaders.STAGE, DeadLetterHeaders.OFFSET);
    }

    @Test
    void should_refuse_a_job_when_there_is_no_record_of_it() {
        var sources = new Audit.Sources(world, world.rows.values()::forEach, world.operations::forEach);
        var audit = new Audit(
                LoadedRows.of(world.sample), AuditWorld::migrated, sources, InstantSource.fixed(AuditWorld.NOW));

        assertThatThrownBy(() -> audit.of("other")).hasMessageContaining("no record of job other");
    }
}
