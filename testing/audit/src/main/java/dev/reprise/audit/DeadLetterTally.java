package dev.reprise.audit;

import dev.reprise.common.event.DeadLetterHeaders;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Dead letters by cause.
 *
 * <p>Threading: one thread. Memory is bounded by {@link #CAUSES_MAX}.
 */
final class DeadLetterTally {

    private static final int CAUSES_MAX = 1000;

    private static final String OTHERS = "others";

    private final Findings findings;
    private final Map<String, AuditReport.Cause> causes = new TreeMap<>();
    private long count;

    DeadLetterTally(Findings findings) {
        this.findings = findings;
    }

    void add(DeadLetter letter) {
        count++;
        List<String> wrong = letter.wrongHeaders();
        if (!wrong.isEmpty()) {
            findings.add(
                    Violation.BROKEN_DEAD_LETTER,
                    letter.event().assetId(),
                    "its dead letter has no usable " + String.join(", ", wrong));
        }
        String fingerprint = letter.header(DeadLetterHeaders.FINGERPRINT);
        String name = causes.size() < CAUSES_MAX || causes.containsKey(fingerprint) ? fingerprint : OTHERS;
        causes.merge(
                name,
                new AuditReport.Cause(
                        name,
                        letter.header(DeadLetterHeaders.CAUSE),
                        letter.header(DeadLetterHeaders.STAGE),
                        letter.header(DeadLetterHeaders.REASON),
                        1),
                (known, another) -> known.oneMore());
    }

    long count() {
        return count;
    }

    /** Returns the causes, the most frequent first. */
    List<AuditReport.Cause> causes() {
        return causes.values().stream()
                .sorted(Comparator.comparingLong(AuditReport.Cause::count).reversed())
                .toList();
    }
}
