package dev.reprise.audit;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Verifies a job that has ended, after the live writers have: reads logs, topics and tables once each, one after the
 * other, and holds them against each other. It takes nothing from the services but what the job was asked for and what it
 * claims; what must stand in the table follows from the loaded rows and the logs.
 *
 * <p>With one job on a stack of its own:
 * <pre>{@code
 * var sources = new Audit.Sources(new KafkaTopicReader(kafka, topics, nanoTime),
 *         new CassandraRowReader(database), new OperationLogReader(folder)::forEach);
 * AuditReport report = new Audit(LoadedRows.of(sample), oracle, sources, clock).of(job);
 * }</pre>
 * With many jobs, one after the other on one deployment, note the positions before the request is posted, and read only
 * what is the job's own: its partitions, where no other job has rows, or else its rows among those of others.
 * <pre>{@code
 * TopicPositions before = reader.positions();
 * ...
 * var sources = new Audit.Sources(reader.since(before),
 *         new CassandraRowReader(database).within(partitions).only(row -> isOurs(row.assetId())), log);
 * audit.of(job);                              // must be completed, with or without failures
 * audit.of(job, Set.of(JobStatus.CANCELLED)); // what was emitted must be accounted for, rows may be either way
 * audit.beside("job-before").of(job);         // another job with the same target may have written these rows too
 * }</pre>
 * A job that was cancelled is audited when its record balances, which it does some seconds after its end.
 *
 * <p>Threading: one thread, which blocks. Memory is about 50 bytes an emitted asset and 1 KB a live operation.
 */
public final class Audit {

    private static final Set<JobStatus> COMPLETED = Set.of(JobStatus.COMPLETED, JobStatus.COMPLETED_WITH_FAILURES);

    private final LoadedRows loaded;
    private final MigrationOracle oracle;
    private final Sources sources;
    private final InstantSource clock;
    private final Allowances allowances;

    /**
     * What may have happened besides.
     *
     * @param beside other jobs with the same target that may have written
     * @param stalls whether instances may have been taken for dead and gone on
     */
    private record Allowances(Set<String> beside, boolean stalls) {}

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
     * @param loaded what stood in the table at first
     * @param oracle what the job must have made of it
     * @param sources where to read
     * @param clock tells whether rows that had an end may be over
     */
    public Audit(LoadedRows loaded, MigrationOracle oracle, Sources sources, InstantSource clock) {
        this(loaded, new RememberingOracle(oracle), sources, clock, new Allowances(Set.of(), false));
    }

    private Audit(
            LoadedRows loaded, MigrationOracle oracle, Sources sources, InstantSource clock, Allowances allowances) {
        this.loaded = loaded;
        this.oracle = oracle;
        this.sources = sources;
        this.clock = clock;
        this.allowances = allowances;
    }

    /** Returns an audit that allows for writes of other jobs with the same target. */
    public Audit beside(String... jobs) {
        return new Audit(loaded, oracle, sources, clock, new Allowances(Set.of(jobs), allowances.stalls()));
    }

    /**
     * Returns an audit that allows for instances that were taken for dead and went on. Such a one may still migrate a row,
     * which others have found overtaken meanwhile; its transaction is aborted, and with it the outcome that would say so.
     */
    public Audit amidStalls() {
        return new Audit(loaded, oracle, sources, clock, new Allowances(allowances.beside(), true));
    }

    /**
     * Verifies a job that must have been completed.
     *
     * @param job job id
     * @throws IllegalStateException if there is no record of the job
     * @throws IllegalArgumentException if it is no job that can be audited; see {@link JobFacts#of}
     */
    public AuditReport of(String job) {
        return of(job, COMPLETED);
    }

    /**
     * Verifies a job that must have come to one of some ends.
     *
     * @param job job id
     * @param ends states that are as they should be
     * @throws IllegalStateException if there is no record of the job
     * @throws IllegalArgumentException if it is no job that can be audited; see {@link JobFacts#of}
     */
    public AuditReport of(String job, Set<JobStatus> ends) {
        JobFacts facts = facts(job);
        var findings = new Findings();
        var evidence = new Evidence(facts, sources.log(), findings);
        readTopics(facts, evidence, ends);
        var rows = new RowAudit(loaded, evidence.histories(), evidence.ledger(), judges(facts, findings), findings);
        sources.rows().forEach(rows::row);
        rows.missing();
        return report(facts, evidence);
    }

    /** What has been gathered. */
    private record Evidence(EventLedger ledger, DeadLetterTally letters, LiveHistories histories, Findings findings) {
        Evidence(JobFacts facts, LiveLog log, Findings findings) {
            this(new EventLedger(facts, findings), new DeadLetterTally(findings), LiveHistories.of(log), findings);
        }
    }

    private void readTopics(JobFacts facts, Evidence evidence, Set<JobStatus> ends) {
        TopicReader topics = sources.topics();
        EventLedger ledger = evidence.ledger();
        var progress = new ProgressTally(facts, evidence.findings());
        if (facts.isInPlace()) {
            topics.events(facts.job(), ledger::surplus);
            topics.outcomes(facts.job(), ledger::inPlace);
        } else {
            topics.events(facts.job(), ledger::event);
        }
        topics.deadLetters(facts.job(), letter -> {
            ledger.deadLetter(letter);
            evidence.letters().add(letter);
        });
        topics.progress(facts.job(), progress::add);
        if (facts.outcomes()) {
            topics.outcomes(facts.job(), ledger::outcome);
            ledger.checkOutcomes(progress.skipped());
        }
        progress.judge(ledger);
        new LedgerRules(facts, evidence.findings()).judge(ledger, progress.skipped(), ends);
    }

    private RowAudit.Judges judges(JobFacts facts, Findings findings) {
        var jobs = new JobWrites(facts, beside(facts), oracle);
        var lifetime = new Lifetime(clock);
        var rules = new RowRules(jobs, lifetime);
        return new RowAudit.Judges(
                facts,
                rules,
                new Diagnosis(jobs, rules, lifetime),
                new OutcomeRules(jobs, rules, findings, allowances.stalls()));
    }

    private List<JobFacts> beside(JobFacts facts) {
        List<JobFacts> others = new ArrayList<>();
        for (String job : allowances.beside()) {
            JobFacts other = facts(job);
            if (!other.targets().equals(facts.targets())) {
                throw new IllegalArgumentException("job " + job + " has another target than " + facts.job());
            }
            others.add(other);
        }
        return others;
    }

    private JobFacts facts(String job) {
        return sources.topics()
                .job(job)
                .map(JobFacts::of)
                .orElseThrow(() -> new IllegalStateException("there is no record of job " + job));
    }

    private AuditReport report(JobFacts facts, Evidence evidence) {
        Findings findings = evidence.findings();
        List<Finding> found = findings.toList(AssetStories.of(findings.assets(), loaded, sources, facts));
        List<AuditReport.Cause> causes = evidence.letters().causes();
        Counts shown = evidence.ledger().counts();
        return new AuditReport(
                facts.job(),
                facts.state(),
                loaded.count(),
                evidence.ledger().assets(),
                shown.emitted(),
                AuditReport.Outcomes.of(facts.outcomes() ? shown : facts.counts()),
                causes.stream().collect(Collectors.toMap(AuditReport.Cause::fingerprint, AuditReport.Cause::count)),
                causes,
                evidence.histories().operations(),
                evidence.histories().unknown(),
                findings.count(Violation.LOST_LIVE_OPERATION)
                        + findings.count(Violation.LOST_DELETE)
                        + findings.count(Violation.REVIVED_ROW),
                findings.count(Violation.ROW_BELOW_TARGET),
                findings.count(Violation.DUPLICATED_EVENT),
                facts.took().toMillis() / 1000.0,
                found.isEmpty(),
                found);
    }
}
