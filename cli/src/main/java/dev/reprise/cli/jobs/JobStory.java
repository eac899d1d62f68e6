package dev.reprise.cli.jobs;

import dev.reprise.cli.text.TextTable;
import dev.reprise.common.job.AuditEntry;
import dev.reprise.common.job.Job;
import dev.reprise.common.wire.Json;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What a job is for, where it is, and how it came there, for people. */
final class JobStory {

    private JobStory() {}

    /** Returns the lines; times are UTC. */
    static List<String> lines(JobReading reading, List<AuditEntry> story) {
        Job job = reading.job();
        List<String> lines = new ArrayList<>();
        lines.add(job.state().isFinal() ? JobLine.ofEnd(reading) : JobLine.of(reading));
        lines.add("selects  " + json(job.request().selector()));
        lines.add("does     " + json(job.request().processor()));
        job.pinned().checksums().forEach((migration, checksum) -> lines.add("with     " + migration + " @" + checksum));
        if (story.isEmpty()) {
            return lines;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("TIME", "WHAT", "BY", "EFFECT", "WHY"));
        story.forEach(entry -> rows.add(List.of(
                entry.at().truncatedTo(ChronoUnit.MILLIS).toString(),
                entry.what(),
                orNothing(entry.by()),
                entry.effect(),
                orNothing(entry.why()))));
        lines.addAll(TextTable.lines(rows));
        return lines;
    }

    private static String json(Object value) {
        return new String(Json.bytes(value), StandardCharsets.UTF_8);
    }

    private static String orNothing(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "-" : text;
    }
}
