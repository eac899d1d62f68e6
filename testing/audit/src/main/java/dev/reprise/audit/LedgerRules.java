package dev.reprise.audit;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import java.util.Set;

/**
 * Whether the job's claims add up, and to what the topics show.
 *
 * <p>Threading: one thread.
 */
final class LedgerRules {

    private final JobFacts facts;
    private final Findings findings;

    LedgerRules(JobFacts facts, Findings findings) {
        this.facts = facts;
        this.findings = findings;
    }

    /**
     * Judges the claims.
     *
     * @param ledger what the topics show; without outcomes where the job does not record them
     * @param skipped events that were dropped since the job had ended, which it does not count
     * @param ends states that are as they should be
     */
    void judge(EventLedger ledger, long skipped, Set<JobStatus> ends) {
        Counts shown = ledger.counts();
        if (!ends.contains(facts.state())) {
            findings.add(Violation.NOT_COMPLETED, "the job is " + facts.state());
        }
        Counts claimed = facts.counts();
        if (!claimed.balanced()) {
            findings.add(
                    Violation.OPEN_LEDGER,
                    "the job has emitted " + claimed.emitted() + " events and accounts for " + claimed.processed());
        }
        compare("emitted", claimed.emitted(), shown.emitted() - skipped);
        compare("failed", claimed.failed(), ledger.deadLetters());
        if (facts.outcomes()) {
            compare("changed", claimed.changed(), shown.changed());
            compare("unchanged", claimed.unchanged(), shown.unchanged());
            compare("overtaken", claimed.overtaken(), shown.overtaken());
            compare("gone", claimed.gone(), shown.gone());
            compare("failed", claimed.failed(), shown.failed());
        }
    }

    private void compare(String name, long claimed, long shown) {
        if (claimed != shown) {
            findings.add(
                    Violation.OPEN_LEDGER, "the job claims " + claimed + " " + name + ", the topics show " + shown);
        }
    }
}
