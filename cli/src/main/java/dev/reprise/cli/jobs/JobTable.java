package dev.reprise.cli.jobs;

import dev.reprise.cli.text.TextTable;
import dev.reprise.cli.text.Words;
import dev.reprise.common.job.Job;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** All jobs as a table for people. */
final class JobTable {

    private static final List<String> TITLES =
            List.of("JOB", "STATE", "DONE", "PROCESSED", "RATE", "FAILED", "LEFT", "REASON");

    private static final String NOTHING = "-";

    private JobTable() {}

    /** Returns the lines of the table, and one about the workers. */
    static List<String> lines(List<JobReading> jobs, OptionalLong lag) {
        List<String> lines = new ArrayList<>();
        if (jobs.isEmpty()) {
            lines.add("no jobs");
        } else {
            List<List<String>> rows = new ArrayList<>();
            rows.add(TITLES);
            jobs.forEach(job -> rows.add(row(job)));
            lines.addAll(TextTable.lines(rows));
        }
        lines.add(
                lag.isEmpty()
                        ? "workers: none has worked here yet"
                        : "workers: " + Words.number(lag.getAsLong()) + " events behind");
        return lines;
    }

    private static List<String> row(JobReading reading) {
        Job job = reading.job();
        return List.of(
                job.job(),
                job.state().name(),
                orNothing(Words.percent(reading.share())),
                Words.number(job.counts().processed()),
                orNothing(Words.rate(reading.eventsPerSecond())),
                Words.number(job.counts().failed()),
                reading.timeLeft().map(Words::duration).orElse(NOTHING),
                reason(reading));
    }

    /** What is left is said here: most jobs leave nothing, and need no column for it. */
    private static String reason(JobReading reading) {
        String reason = reading.reason().orElse("");
        if (JobLine.left(reading.job()) == 0) {
            return reason;
        }
        String left = JobLine.leftWords(reading.job());
        return reason.isEmpty() ? left : left + "; " + reason;
    }

    private static String orNothing(String text) {
        return text.isEmpty() ? NOTHING : text;
    }
}
