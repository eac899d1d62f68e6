package dev.reprise.cli.jobs;

import dev.reprise.cli.text.Words;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.Pending;
import java.util.StringJoiner;

/**
 * A reading in one line: state, reason and time left, each in a place of its own.
 *
 * <p>Threading: stateless.
 */
public final class JobLine {

    private JobLine() {}

    /** Such as {@code movie-v3: RUNNING 57 %, 6,290 of about 11,000 events, 731/s | throttled … | 7 s left}. */
    public static String of(JobReading reading) {
        return reading.job().job() + ": " + withoutJob(reading);
    }

    /** The same without the id of the job. */
    static String withoutJob(JobReading reading) {
        return state(reading)
                + reading.reason().map(reason -> " | " + reason).orElse("")
                + reading.timeLeft()
                        .map(left -> " | " + Words.duration(left) + " left")
                        .orElse("");
    }

    /** How a job ended, with its ledger. */
    public static String ofEnd(JobReading reading) {
        Job job = reading.job();
        Counts counts = job.counts();
        String ledger =
                Words.number(counts.emitted()) + " events = " + Words.number(counts.changed()) + " " + done(job) + " + "
                        + Words.number(counts.unchanged()) + " unchanged + " + Words.number(counts.overtaken())
                        + " overtaken + " + Words.number(counts.gone()) + " gone + " + Words.number(counts.failed())
                        + " failed" + whatIsLeft(job);
        return job.job() + ": " + job.state() + " after " + Words.duration(reading.elapsed()) + ", " + ledger
                + (job.message() == null ? "" : " | " + job.message());
    }

    /** What became of the changed ones, in the word of the processor. */
    private static String done(Job job) {
        return switch (job.pinned().processor().name()) {
            case "migrate" -> "migrated";
            case "trigger" -> "sent";
            case "delete" -> "deleted";
            case "fill-index" -> "indexed";
            default -> "changed";
        };
    }

    private static String state(JobReading reading) {
        Job job = reading.job();
        var parts = new StringJoiner(", ");
        String percent = Words.percent(reading.share());
        parts.add(percent.isEmpty() ? job.state().name() : job.state() + " " + percent);
        if (!job.state().isFinal() && job.slices().planned() > 0) {
            parts.add(done(reading.extent()));
        }
        String rate = Words.rate(reading.eventsPerSecond());
        if (!rate.isEmpty()) {
            parts.add(rate);
        }
        if (job.counts().failed() > 0) {
            parts.add(Words.number(job.counts().failed()) + " failed");
        }
        if (left(job) > 0) {
            parts.add(leftWords(job));
        }
        return parts.toString();
    }

    /** How many assets a job that is over has left below its target. */
    static long left(Job job) {
        Long below = job.unmigrated();
        return below == null || !job.state().isFinal() ? 0 : below;
    }

    /** Returns how many assets a job has left, in words. */
    static String leftWords(Job job) {
        boolean deletes = job.pinned().pending().values().stream().anyMatch(Pending.StillThere.class::isInstance);
        if (job.pinned().isCompared()) {
            return Words.number(left(job)) + " left that differ";
        }
        return Words.number(left(job)) + (deletes ? " still there" : " left below the target");
    }

    private static String whatIsLeft(Job job) {
        return left(job) > 0 ? ", " + leftWords(job) + ": reprise jobs unmigrated " + job.job() : "";
    }

    private static String done(Extent extent) {
        String done = Words.number(extent.done());
        return extent.expected().isEmpty()
                ? done + " " + extent.unit()
                : done + " of " + about(extent) + Words.number(extent.expected().getAsLong()) + " " + extent.unit();
    }

    /** Slices are counted when they are planned; the events of a round only when they are emitted. */
    private static String about(Extent extent) {
        return extent.unit().equals("slices") ? "" : "about ";
    }
}
