package dev.reprise.bench.report;

import dev.reprise.bench.Setting;
import dev.reprise.cli.text.Words;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The medians of the report as bars, as an SVG that reads on light and on dark ground. */
public final class ReportPicture {

    private static final List<String> CONTESTANTS =
            List.of("limit", "spark", "reprise", Run.HANDED_ON, "consumer", "per-record");
    private static final int WIDTH = 760;
    private static final int LEFT = 110;
    private static final int BARS = 520;
    private static final int BAR = 18;
    private static final int GAP = 6;
    private static final int HEAD = 30;
    private static final String GREY = "#7a7f87";
    private static final String ACCENT = "#2f7ed8";

    private ReportPicture() {}

    /** Returns the picture. */
    public static String svg(Report report) {
        double most = report.runs().stream()
                .filter(run -> CONTESTANTS.contains(run.contestant()))
                .mapToDouble(Run::rowsPerSecond)
                .max()
                .orElse(1);
        var body = new StringBuilder();
        int y = 10;
        for (Setting setting : report.settings()) {
            body.append(text(10, y + 16, "start", "600", setting + " more per database call"));
            y += HEAD;
            for (String contestant : CONTESTANTS) {
                OptionalDouble rate = report.median(contestant, setting, Run::rowsPerSecond);
                if (rate.isPresent()) {
                    body.append(bar(y, contestant, rate.getAsDouble(), most));
                    y += BAR + GAP;
                }
            }
            y += GAP;
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + (y + 4)
                + "\" font-family=\"system-ui, sans-serif\" font-size=\"13\" fill=\"" + GREY + "\" role=\"img\">\n"
                + "<title>Rows per second, medians</title>\n" + body + "</svg>\n";
    }

    private static String bar(int y, String contestant, double rate, double most) {
        double width = Math.max(1, BARS * rate / most);
        String colour = contestant.equals("reprise") ? ACCENT : GREY;
        return text(LEFT - 10, y + 14, "end", "400", contestant)
                + String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\"/>%n",
                        LEFT,
                        y,
                        width,
                        BAR,
                        colour)
                + text((int) (LEFT + width + 8), y + 14, "start", "400", Words.number(Math.round(rate)) + "/s");
    }

    private static String text(int x, int y, String anchor, String weight, String words) {
        return "<text x=\"" + x + "\" y=\"" + y + "\" text-anchor=\"" + anchor + "\" font-weight=\"" + weight + "\">"
                + words + "</text>\n";
    }
}
