package dev.reprise.cli.requests;

import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.common.job.Job;
import java.util.List;

/**
 * Tells a user what became of a request: in words, and as one line of JSON where a program reads it.
 *
 * <p>Threading: as its console.
 */
final class Answer {

    private final Console console;
    private final boolean json;

    /**
     * Creates an answer.
     *
     * @param json whether the result is a document
     */
    Answer(Console console, boolean json) {
        this.console = console;
        this.json = json;
    }

    /**
     * Prints a verdict.
     *
     * @return the exit code
     */
    int tell(String job, Verdict verdict) {
        if (json) {
            console.result(AnswerDocument.of(job, verdict));
        }
        if (verdict instanceof Verdict.Refused refused) {
            return remark(refused.reasons());
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

    /** Prints why a request was not even posted. */
    int refused(List<String> reasons) {
        if (json) {
            console.result(AnswerDocument.of(null, new Verdict.Refused(reasons)));
        }
        return remark(reasons);
    }

    /** Prints every reason in a line of its own. */
    private int remark(List<String> reasons) {
        reasons.forEach(reason -> console.remark("refused: " + reason));
        return ExitCode.FAILED;
    }

    private static String words(Job job) {
        Integer rate = job.eventsPerSecond();
        return job.job() + " is " + job.state() + (rate == null ? "" : ", at most " + rate + "/s")
                + (job.message() == null ? "" : ", " + job.message());
    }
}
