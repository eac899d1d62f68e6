package dev.reprise.bench.report;

import dev.reprise.bench.Setting;
import dev.reprise.cli.text.TextTable;
import dev.reprise.cli.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** The report as people read it in a terminal. */
public final class ReportTable {

    private static final List<String> CONTESTANTS =
            List.of("limit", "spark", "reprise", Run.HANDED_ON, "consumer", "per-record", Run.COLD, Run.WARM);

    private static final double PERCENT = 100;

    private ReportTable() {}

    /** Returns its lines. */
    public static List<String> lines(Report report) {
        List<String> lines = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("", "rows", "rows/s", "to limit", "whole job", "CPU s per 1,000 rows"));
        for (Setting setting : report.settings()) {
            rows.add(List.of(setting.toString(), "", "", "", "", ""));
            for (String contestant : CONTESTANTS) {
                report.median(contestant, setting, Run::rowsPerSecond)
                        .ifPresent(rate -> rows.add(row(report, setting, contestant, rate)));
            }
        }
        lines.addAll(TextTable.lines(rows));
        if (report.emitPerSecond() != null) {
            lines.add("ids emitted by one id-producer, exactly once: "
                    + Words.number(Math.round(report.emitPerSecond())) + "/s");
        }
        report.runs().stream()
                .filter(run -> run.contestant().equals("reprise"))
                .reduce((first, last) -> last)
                .ifPresent(run -> {
                    lines.add("peak memory in MiB: " + run.peakMemoryMib());
                    lines.add("allocated bytes per row: " + run.allocatedBytesPerRow());
                });
        for (Report.Production production : report.production()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "live writes beside %s: p50 %.1f ms, p99 %.1f ms, job at %,.0f rows/s%s%s",
                    production.beside(),
                    production.p50Millis(),
                    production.p99Millis(),
                    production.jobRowsPerSecond(),
                    production.throttledBy().isEmpty() ? "" : ", " + production.throttledBy(),
                    within(production)));
        }
        report.ratios().forEach((name, ratio) -> lines.add(name + " " + ratio));
        return lines;
    }

    private static String within(Report.Production production) {
        return production.targetMillis() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", within %.1f ms in %.0f %% of the seconds",
                        production.targetMillis(),
                        production.secondsWithin() * PERCENT);
    }

    private static List<String> row(Report report, Setting setting, String contestant, double rate) {
        OptionalDouble limit = report.median("limit", setting, Run::rowsPerSecond);
        double whole = report.median(contestant, setting, Run::wholeSeconds).orElse(0);
        double count = report.median(contestant, setting, Run::rows).orElse(0);
        return List.of(
                "  " + contestant,
                Words.number(Math.round(count)),
                Words.number(Math.round(rate)),
                limit.isPresent() ? String.format(Locale.ROOT, "%.2f", rate / limit.getAsDouble()) : "",
                String.format(Locale.ROOT, "%.1f s", whole),
                cpu(report, setting, contestant));
    }

    private static String cpu(Report report, Setting setting, String contestant) {
        Map<String, Double> last = report.runs().stream()
                .filter(run ->
                        run.contestant().equals(contestant) && run.setting().equals(setting))
                .reduce((first, second) -> second)
                .map(Run::cpuSecondsPer1000Rows)
                .orElse(Map.of());
        List<String> words = new ArrayList<>();
        last.forEach((process, seconds) -> words.add(process + String.format(Locale.ROOT, " %.3f", seconds)));
        return String.join(", ", words);
    }
}
