package dev.reprise.cli.requests;

import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.common.job.Job;
import java.util.List;

/** Tells a user what became of a request. */
final class Answer {

    private Answer() {}

    /**
     * Prints remarks about a verdict.
     *
     * @return the exit code
     */
    static int tell(Console console, String job, Verdict verdict) {
        if (verdict instanceof Verdict.Refused refused) {
            return refused(console, refused.reasons());
        }
        if (verdict instanceof Verdict.Unanswered) {
            console.remark("posted, but not answered yet: is an id-producer running? It will be served when one is; see"
                    + " ./reprise watch " + job);
            return ExitCode.FAILED;
        }
        console.remark(
                verdict instanceof Verdict.Accepted accepted
                        ? "accepted: " + words(accepted.job())
                        : "nothing to change: " + words(((Verdict.Unchanged) verdict).job()));
        return ExitCode.OK;
    }

    /** Prints every reason in a line of its own. */
    static int refused(Console console, List<String> reasons) {
        reasons.forEach(reason -> console.remark("refused: " + reason));
        return ExitCode.FAILED;
    }

    private static String words(Job job) {
        Integer rate = job.eventsPerSecond();
        return job.job() + " is " + job.state() + (rate == null ? "" : ", at most " + rate + "/s")
                + (job.message() == null ? "" : ", " + job.message());
    }
}
