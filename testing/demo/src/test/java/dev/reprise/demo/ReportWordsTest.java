package dev.reprise.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.audit.AuditReport;
import dev.reprise.audit.Finding;
import dev.reprise.audit.Violation;
import dev.reprise.common.job.JobStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportWordsTest {

    @Test
    void should_tell_all_that_was_proven() {
        assertThat(ReportWords.of(report(List.of()), new MigrateShowcase().words()))
                .containsExactly(
                        "What was done",
                        "  Of 20,000 assets loaded and those that production added, 11,100 are of the type movie and were to"
                                + " go to schema version 3.",
                        "  Job movie-v3 is COMPLETED_WITH_FAILURES after 21.3 s with 11,200 events.",
                        "The ledger",
                        "  changed    11,000  written back at version 3",
                        "  unchanged  50      production had written them anew",
                        "  overtaken  30      production was at them; looked at again later",
                        "  gone       15      production had deleted them",
                        "  failed     105     dead letters, see below",
                        "  = events   11,200",
                        "Dead letters by cause",
                        "  100  aaaaaaaaaaaa  migrate   MigrationFailed: title is missing",
                        "  5    bbbbbbbbbbbb  validate  SchemaViolation: a date is none",
                        "Checked by reading Cassandra and the topics, past the services",
                        "  live operations       5,000  updates, creates and deletes while the job ran",
                        "  of these lost         0",
                        "  rows below target     0      without a dead letter that says why",
                        "  events emitted twice  0      within a round",
                        "VERIFIED: every asset is accounted for, and no live write is lost.");
    }

    @Test
    void should_tell_what_was_found() {
        var finding = new Finding(Violation.LOST_LIVE_OPERATION, 12, List.of("a", "b", "c", "d"));

        assertThat(ReportWords.of(report(List.of(finding)), new MigrateShowcase().words()))
                .endsWith("NOT VERIFIED:", "  12 x live operation lost", "    a", "    b", "    c")
                .noneMatch(line -> line.startsWith("VERIFIED"));
    }

    @Test
    void should_tell_what_is_wrong_outside_of_the_rows() {
        AuditReport report = report(List.of()).withEffects(List.of("a has 2 messages"));

        assertThat(report.verified()).isFalse();
        assertThat(ReportWords.of(report, new TriggerShowcase().words()))
                .endsWith("NOT VERIFIED:", "  1 x effect of the processor wrong", "    a has 2 messages");
        assertThat(report(List.of()).withEffects(List.of()).verified()).isTrue();
    }

    private static AuditReport report(List<Finding> findings) {
        return new AuditReport(
                "movie-v3",
                JobStatus.COMPLETED_WITH_FAILURES,
                20_000,
                11_100,
                11_200,
                new AuditReport.Outcomes(11_000, 50, 30, 15, 105),
                Map.of("aaaaaaaaaaaa", 100L, "bbbbbbbbbbbb", 5L),
                List.of(
                        new AuditReport.Cause("bbbbbbbbbbbb", "SchemaViolation", "validate", "a date is none", 5),
                        new AuditReport.Cause("aaaaaaaaaaaa", "MigrationFailed", "migrate", "title is missing", 100)),
                5_000,
                0,
                0,
                0,
                0,
                21.3,
                findings.isEmpty(),
                findings);
    }
}
