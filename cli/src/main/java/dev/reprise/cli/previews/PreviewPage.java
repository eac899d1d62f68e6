package dev.reprise.cli.previews;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.invocation.Paint;
import dev.reprise.cli.text.Printable;
import dev.reprise.cli.text.TextTable;
import dev.reprise.cli.text.Words;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A report as a person reads it: the samples as a diff of the fields that change, then the sums.
 *
 * <p>Threading: one thread.
 */
public final class PreviewPage {

    /** Longer values are cut: a diff is to be read line by line. */
    private static final int VALUE_COLUMNS_MAX = 160;

    private final Console console;
    private final boolean coloured;

    /**
     * Creates the page.
     *
     * @param coloured whether whoever reads it sees colours
     */
    public PreviewPage(Console console, boolean coloured) {
        this.console = console;
        this.coloured = coloured;
    }

    /** Prints the report. */
    public void print(PreviewReport report) {
        report.samples().forEach(this::print);
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("would change", Words.number(report.count(Outcome.CHANGED))));
        rows.add(List.of("unchanged", Words.number(report.count(Outcome.UNCHANGED))));
        rows.add(List.of("gone", Words.number(report.count(Outcome.GONE))));
        rows.add(List.of("would fail", Words.number(report.count(Outcome.FAILED))));
        report.largest()
                .ifPresent(largest -> rows.add(List.of(
                        "largest growth",
                        signed(PreviewReport.growth(largest)) + " bytes, asset " + largest.assetId())));
        TextTable.lines(rows).forEach(console::result);
        if (!report.groups().isEmpty()) {
            console.result("Would fail, by cause");
            TextTable.lines(report.groups().stream().map(PreviewPage::row).toList())
                    .forEach(line -> console.result("  " + line));
        }
        console.result("Nothing was written.");
    }

    private static List<String> row(PreviewReport.Group group) {
        Preview.Problem problem = Objects.requireNonNull(group.first().failure());
        return List.of(
                Words.number(group.count()),
                problem.fingerprint(),
                problem.stage(),
                problem.cause() + ": " + problem.reason(),
                "first " + group.first().assetId());
    }

    private void print(Preview preview) {
        Preview.Change change = Objects.requireNonNull(preview.change());
        print(
                Paint.BOLD,
                preview.assetType() + " " + preview.assetId() + ": version " + change.fromVersion() + " to "
                        + change.toVersion() + ", " + Words.number(change.bytesBefore()) + " to "
                        + Words.number(change.bytesAfter()) + " bytes");
        change.before().fieldNames().forEachRemaining(name -> {
            line(Paint.RED, "- ", name, change.before().get(name));
            if (change.after().has(name)) {
                line(Paint.GREEN, "+ ", name, change.after().get(name));
            }
        });
        change.after().fieldNames().forEachRemaining(name -> {
            if (!change.before().has(name)) {
                line(Paint.GREEN, "+ ", name, change.after().get(name));
            }
        });
        if (change.note() != null) {
            console.result("  (" + change.note() + ")");
        }
    }

    private void line(Paint paint, String sign, String name, JsonNode value) {
        print(paint, "  " + sign + name + ": " + Printable.cut(value.toString(), VALUE_COLUMNS_MAX));
    }

    private void print(Paint paint, String line) {
        console.result(coloured ? paint : Paint.PLAIN, line);
    }

    private static String signed(long number) {
        return (number > 0 ? "+" : "") + Words.number(number);
    }
}
