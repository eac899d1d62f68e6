package dev.reprise.localstack.audit;

import dev.reprise.common.job.Counts;
import dev.reprise.localstack.sample.SampleAssets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Verifies a job that has ended, after the live writers have: reads logs, topics and tables once each, one after the
 * other, and holds them against each other.
 *
 * <p>Threading: one thread, which blocks. Memory is about 50 bytes an emitted asset and 1 KB an asset that live writers
 * touched.
 */
public final class Audit {

    private final SampleAssets sample;
    private final MigrationOracle oracle;
    private final Sources sources;
    private final InstantSource clock;

    /**
     * What the audit reads.
     *
     * @param topics the topics
     * @param rows the table
     * @param log what the live writers noted
     */
    public record Sources(TopicReader topics, RowReader rows, LiveLog log) {}

    /**
     * Creates an audit.
     *
     * @param sample what was loaded
     * @param oracle what the job must have made of it
     * @param sources where to read
     * @param clock tells whether rows that had an end may be over
     */
    public Audit(SampleAssets sample, MigrationOracle oracle, Sources sources, InstantSource clock) {
        this.sample = sample;
        this.oracle = new RememberingOracle(oracle);
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * Verifies a job.
     *
     * @param job job id
     * @throws IllegalStateException if there is no record of the job
     * @throws IllegalArgumentException if it is no job that can be audited; see {@link JobFacts#of}
     */
    public DemoReport of(String job) {
        JobFacts facts = sources.topics()
                .job(job)
                .map(JobFacts::of)
                .orElseThrow(() -> new IllegalStateException("there is no record of job " + job));
        var findings = new Findings();
        LiveHistories histories = LiveHistories.of(sources.log());
        var ledger = new EventLedger(facts, findings);
        var letters = new DeadLetterTally(findings);
        readTopics(facts, ledger, letters);
        new LedgerRules(facts, findings).judge(ledger.counts(), letters.count());
        var rows = new RowAudit(sample, histories, ledger, new RowRules(facts, oracle, clock.instant()), findings);
        sources.rows().forEach(rows::row);
        rows.missing();
        return report(facts, new Evidence(ledger, letters, histories, findings));
    }

    /** What has been gathered. */
    private record Evidence(EventLedger ledger, DeadLetterTally letters, LiveHistories histories, Findings findings) {}

    private void readTopics(JobFacts facts, EventLedger ledger, DeadLetterTally letters) {
        TopicReader topics = sources.topics();
        topics.events(facts.job(), ledger::event);
        topics.deadLetters(facts.job(), letter -> {
            ledger.deadLetter(letter);
            letters.add(letter);
        });
        if (facts.outcomes()) {
            topics.outcomes(facts.job(), ledger::outcome);
            ledger.checkOutcomes();
        }
    }

    private DemoReport report(JobFacts facts, Evidence evidence) {
        Findings findings = evidence.findings();
        Map<UUID, List<String>> histories = OperationWords.of(findings.assets(), sources.log());
        List<Finding> found = findings.toList(assetId -> histories.getOrDefault(assetId, List.of()));
        List<DemoReport.Cause> causes = evidence.letters().causes();
        Counts shown = evidence.ledger().counts();
        return new DemoReport(
                facts.job(),
                facts.state(),
                sample.count(),
                evidence.ledger().assets(),
                shown.emitted(),
                DemoReport.Outcomes.of(facts.outcomes() ? shown : facts.counts()),
                causes.stream().collect(Collectors.toMap(DemoReport.Cause::fingerprint, DemoReport.Cause::count)),
                causes,
                evidence.histories().operations(),
                evidence.histories().unknown(),
                findings.count(Violation.LOST_LIVE_OPERATION),
                findings.count(Violation.ROW_BELOW_TARGET),
                findings.count(Violation.DUPLICATED_EVENT),
                facts.took().toMillis() / 1000.0,
                found.isEmpty(),
                found);
    }
}
