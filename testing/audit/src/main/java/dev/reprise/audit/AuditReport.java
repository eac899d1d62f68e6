package dev.reprise.audit;

import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The verdict on one job: what was promised and what was found. Its JSON form is what a demo leaves behind.
 *
 * <p>Threading: immutable.
 *
 * @param job job id
 * @param state where the job claims to stand
 * @param assets assets of the sample
 * @param selected different assets that were emitted
 * @param emitted events in the topic
 * @param outcomes what became of them: from the topic, or as the job claims where outcomes are not recorded
 * @param deadLettersByCause dead letters by fingerprint
 * @param causes what the fingerprints stand for
 * @param liveOperations operations that live writers sent
 * @param unknownLiveOperations those of them that may be stored or not
 * @param lostLiveOperations those that were acknowledged, newest of their asset, and are not in the table
 * @param rowsBelowTarget rows of the selection below the target version without a dead letter
 * @param duplicatedEvents events seen a second time in their round
 * @param seconds from the start to the end of the job
 * @param verified whether nothing was found
 * @param findings everything that was found
 */
public record AuditReport(
        String job,
        JobStatus state,
        long assets,
        long selected,
        long emitted,
        Outcomes outcomes,
        Map<String, Long> deadLettersByCause,
        List<Cause> causes,
        long liveOperations,
        long unknownLiveOperations,
        long lostLiveOperations,
        long rowsBelowTarget,
        long duplicatedEvents,
        double seconds,
        boolean verified,
        List<Finding> findings) {

    private static final int EXAMPLES_MAX = 5;

    /** Events by what became of them. */
    public record Outcomes(long changed, long unchanged, long overtaken, long gone, long failed) {
        static Outcomes of(Counts counts) {
            return new Outcomes(
                    counts.changed(), counts.unchanged(), counts.overtaken(), counts.gone(), counts.failed());
        }
    }

    /**
     * A cause of dead letters.
     *
     * @param fingerprint its name
     * @param cause kind of the failure
     * @param stage where it arose
     * @param reason what the first of its dead letters says
     * @param count how many there are
     */
    public record Cause(String fingerprint, String cause, String stage, String reason, long count) {
        Cause oneMore() {
            return new Cause(fingerprint, cause, stage, reason, count + 1);
        }
    }

    public AuditReport {
        Objects.requireNonNull(job, "job");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(outcomes, "outcomes");
        deadLettersByCause = Collections.unmodifiableMap(new TreeMap<>(deadLettersByCause));
        causes = List.copyOf(causes);
        findings = List.copyOf(findings);
    }

    /**
     * Returns the report with what is wrong outside of the rows.
     *
     * @param problems each in words; the first few are shown
     */
    public AuditReport withEffects(List<String> problems) {
        if (problems.isEmpty()) {
            return this;
        }
        List<Finding> found = new ArrayList<>(findings);
        found.add(new Finding(
                Violation.WRONG_EFFECT,
                problems.size(),
                problems.stream().limit(EXAMPLES_MAX).toList()));
        return new AuditReport(
                job,
                state,
                assets,
                selected,
                emitted,
                outcomes,
                deadLettersByCause,
                causes,
                liveOperations,
                unknownLiveOperations,
                lostLiveOperations,
                rowsBelowTarget,
                duplicatedEvents,
                seconds,
                false,
                found);
    }
}
