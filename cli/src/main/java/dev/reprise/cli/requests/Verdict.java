package dev.reprise.cli.requests;

import dev.reprise.common.job.Job;
import java.util.List;

/** What became of a posted request. */
public sealed interface Verdict {

    /** It has taken effect. */
    record Accepted(Job job) implements Verdict {}

    /** What it asks for was so before, and it was not refused. */
    record Unchanged(Job job) implements Verdict {}

    /** The services refuse it. */
    record Refused(List<String> reasons) implements Verdict {
        public Refused {
            reasons = List.copyOf(reasons);
        }
    }

    /** It is stored, and nobody has answered: it may still take effect. */
    record Unanswered() implements Verdict {}
}
