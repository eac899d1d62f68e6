package dev.reprise.cli.requests;

import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.invocation.WrongUsageException;
import dev.reprise.common.request.RefusedRequestException;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestParser;
import dev.reprise.common.wire.Json;
import dev.reprise.topics.Deployment;

/**
 * Posts a request for a job, prints the job's id, and tells what became of it.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class Submission {

    private final Deployment deployment;
    private final Invocation invocation;
    private final boolean json;

    /**
     * Creates the submission over a connection, which stays the caller's to close.
     *
     * @param json whether the answer is printed as a document, which names the job
     */
    public Submission(Deployment deployment, Invocation invocation, boolean json) {
        this.deployment = deployment;
        this.invocation = invocation;
        this.json = json;
    }

    /**
     * Posts a request that a command has made.
     *
     * @return the exit code
     * @throws WrongUsageException with every reason, if it cannot be served
     */
    public int post(Request.Submit request) {
        byte[] bytes = Json.bytes(request);
        try {
            new RequestParser(request::job).parse(bytes);
        } catch (RefusedRequestException wrong) {
            throw new WrongUsageException(String.join("; ", wrong.reasons()));
        }
        return post(request, bytes);
    }

    /**
     * Says that there is nothing to post.
     *
     * @return the exit code
     */
    public int nothing(String why) {
        if (json) {
            invocation.console().result(AnswerDocument.ofNothing());
        }
        invocation.console().remark(why);
        return ExitCode.OK;
    }

    /** Posts a request as it was written. */
    int post(Request.Submit request, byte[] bytes) {
        Verdict verdict = new RequestClient(deployment, invocation.clock())
                .post(request.job(), bytes, job -> isSame(job.request(), request));
        if (!json && !(verdict instanceof Verdict.Refused)) {
            invocation.console().result(request.job());
        }
        return new Answer(invocation.console(), json).tell(request.job(), verdict);
    }

    /** But for the rate, which may have been throttled since. */
    static boolean isSame(Request.Submit one, Request.Submit other) {
        return one.withEventsPerSecond(null).equals(other.withEventsPerSecond(null));
    }
}
