package dev.reprise.demo;

import dev.reprise.audit.AuditReport;
import dev.reprise.audit.Finding;
import dev.reprise.cli.text.TextTable;
import dev.reprise.cli.text.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A report in words. */
final class ReportWords {

    private static final int EXAMPLES_SHOWN = 3;

    private ReportWords() {}

    /** Returns its lines. */
    static List<String> of(AuditReport report, Showcase.Words words) {
        List<String> lines = new ArrayList<>();
        lines.add("What was done");
        lines.add("  Of " + Words.number(report.assets()) + " assets loaded and those that production added, "
                + Words.number(report.selected()) + " are of the type " + DemoPlan.ASSET_TYPE
                + " and were to " + words.goal() + ".");
        lines.add(String.format(
                Locale.ROOT,
                "  Job %s is %s after %.1f s with %s events.",
                report.job(),
                report.state(),
                report.seconds(),
                Words.number(report.emitted())));
        lines.addAll(ledger(report, words));
        lines.addAll(deadLetters(report));
        lines.addAll(checks(report, words));
        lines.addAll(findings(report));
        return lines;
    }

    private static List<String> ledger(AuditReport report, Showcase.Words words) {
        var outcomes = report.outcomes();
        List<List<String>> rows = List.of(
                row("changed", outcomes.changed(), words.changed()),
                row("unchanged", outcomes.unchanged(), "production had written them anew"),
                row("overtaken", outcomes.overtaken(), "production was at them; looked at again later"),
                row("gone", outcomes.gone(), "production had deleted them"),
                row("failed", outcomes.failed(), "dead letters, see below"),
                row("= events", report.emitted(), ""));
        return titled("The ledger", rows);
    }

    private static List<String> deadLetters(AuditReport report) {
        if (report.causes().isEmpty()) {
            return List.of("Dead letters: none");
        }
        List<List<String>> rows = report.causes().stream()
                .sorted(Comparator.comparingLong(AuditReport.Cause::count).reversed())
                .map(cause -> List.of(
                        Words.number(cause.count()),
                        cause.fingerprint(),
                        cause.stage(),
                        cause.cause() + ": " + cause.reason()))
                .toList();
        return titled("Dead letters by cause", rows);
    }

    private static List<String> checks(AuditReport report, Showcase.Words words) {
        List<List<String>> rows = List.of(
                row("live operations", report.liveOperations(), "updates, creates and deletes while the job ran"),
                row("of these lost", report.lostLiveOperations(), ""),
                row(words.left(), report.rowsBelowTarget(), "without a dead letter that says why"),
                row("events emitted twice", report.duplicatedEvents(), "within a round"));
        return titled("Checked by reading Cassandra and the topics, past the services", rows);
    }

    private static List<String> findings(AuditReport report) {
        if (report.verified()) {
            return List.of("VERIFIED: every asset is accounted for, and no live write is lost.");
        }
        List<String> lines = new ArrayList<>();
        lines.add("NOT VERIFIED:");
        for (Finding finding : report.findings()) {
            lines.add("  " + Words.number(finding.count()) + " x "
                    + finding.violation().words());
            finding.examples().stream()
                    .limit(EXAMPLES_SHOWN)
                    .flatMap(String::lines)
                    .forEach(line -> lines.add("    " + line));
        }
        return lines;
    }

    private static List<String> titled(String title, List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        lines.add(title);
        TextTable.lines(rows).forEach(line -> lines.add("  " + line));
        return lines;
    }

    private static List<String> row(String name, long count, String remark) {
        return List.of(name, Words.number(count), remark);
    }
}
