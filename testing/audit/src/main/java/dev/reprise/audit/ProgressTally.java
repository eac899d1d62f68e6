package dev.reprise.audit;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Progress;
import java.util.HashMap;
import java.util.Map;

/**
 * The running totals of a job's sources, held against what is in the topics.
 *
 * <p>Threading: one thread. Memory is one record for each slice and task.
 */
final class ProgressTally {

    private static final String SLICE = "slice/";

    private final JobFacts facts;
    private final Findings findings;
    private final Map<String, Progress> last = new HashMap<>();

    ProgressTally(JobFacts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
    }

    /** Takes in newer totals of a source. */
    void add(Progress now) {
        Progress before = last.put(now.source(), now);
        if (before != null && hasFallen(before, now)) {
            findings.add(
                    now.isOfSlice() ? Violation.WRONG_CURSOR : Violation.WRONG_PROGRESS,
                    now.source() + " counted " + before.counts() + " before and " + now.counts() + " after");
        }
        if (facts.isInPlace() && now.counts().emitted() != now.counts().processed() + now.skipped()) {
            findings.add(
                    Violation.WRONG_CURSOR,
                    now.source() + " was at " + now.counts().emitted() + " assets and knew of "
                            + (now.counts().processed() + now.skipped()) + " what became of them");
        }
    }

    /** Returns how many events the workers say they have dropped since the job had ended. */
    long skipped() {
        return last.values().stream()
                .filter(progress -> !progress.isOfSlice())
                .mapToLong(Progress::skipped)
                .sum();
    }

    /** Judges the totals; all events, outcomes and dead letters come first. */
    void judge(EventLedger ledger) {
        Map<String, Long> emitted = ledger.emittedBySlice();
        for (Progress progress : last.values()) {
            if (progress.isOfSlice()) {
                judgeSlice(progress, emitted.getOrDefault(progress.source().substring(SLICE.length()), 0L));
            }
        }
        emitted.forEach((slice, count) -> {
            if (!last.containsKey(SLICE + slice)) {
                findings.add(
                        Violation.WRONG_CURSOR,
                        "the topic has " + count + " events of " + slice + ", which counts none");
            }
        });
        // Slices count outcomes as well, where their assets are processed in place.
        Counts worked = last.values().stream().map(Progress::counts).reduce(Counts.ZERO, Counts::plus);
        Counts shown = ledger.counts();
        compare("failed", worked.failed(), ledger.deadLetters());
        if (facts.outcomes()) {
            compare("changed", worked.changed(), shown.changed());
            compare("unchanged", worked.unchanged(), shown.unchanged());
            compare("overtaken", worked.overtaken(), shown.overtaken());
            compare("gone", worked.gone(), shown.gone());
        }
        compare("processed or skipped", worked.processed() + skipped(), shown.emitted());
        // Where no verification follows, no job waits for its dead letters to be noted.
        if (facts.isCompleted() && facts.effect() != RowEffect.NONE) {
            long indexed = last.values().stream().mapToLong(Progress::indexed).sum();
            compare("dead letters noted for the verification", indexed, ledger.deadLetters());
        }
    }

    private void judgeSlice(Progress progress, long shown) {
        long counted = progress.counts().emitted() - progress.skipped();
        if (counted != shown) {
            findings.add(
                    Violation.WRONG_CURSOR,
                    progress.source() + " counts " + counted + " events, the topic has " + shown);
        }
        if (!progress.done() && facts.isCompleted()) {
            findings.add(Violation.WRONG_CURSOR, progress.source() + " is not done");
        }
    }

    private void compare(String name, long counted, long shown) {
        if (counted != shown) {
            findings.add(
                    Violation.WRONG_PROGRESS, "the tasks count " + counted + " " + name + ", the topics show " + shown);
        }
    }

    private static boolean hasFallen(Progress before, Progress now) {
        Counts more = now.counts().minus(before.counts());
        return Math.min(more.emitted(), Math.min(more.changed(), more.unchanged())) < 0
                || Math.min(more.overtaken(), Math.min(more.gone(), more.failed())) < 0
                || now.skipped() < before.skipped()
                || now.indexed() < before.indexed();
    }
}
