package dev.reprise.idproducer.intake;

import dev.reprise.common.request.RefusedRequestException;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestParser;
import dev.reprise.idproducer.plan.Processors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Judges posted requests by all that can be known without the state of the jobs.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class RequestIntake {

    private final Processors processors;

    /** Creates the intake. */
    public RequestIntake(Processors processors) {
        this.processors = processors;
    }

    /**
     * Judges one posted value; never throws for what a user can post.
     *
     * @param jobId given to a submission that names no job; the same whenever the same message is judged again
     */
    public Judgement judge(byte @Nullable [] value, String jobId) {
        try {
            Request request = new RequestParser(() -> jobId).parse(value);
            List<String> problems =
                    request instanceof Request.Submit submit ? processors.problems(submit) : List.<String>of();
            return problems.isEmpty() ? new Judgement.Accepted(request.job()) : new Judgement.Refused(problems);
        } catch (RefusedRequestException e) {
            return new Judgement.Refused(e.reasons());
        }
    }
}
