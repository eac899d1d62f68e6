package dev.reprise.idproducer.intake;

import dev.reprise.common.async.Begun;
import dev.reprise.common.async.Finished;
import dev.reprise.common.request.Reasons;
import dev.reprise.common.request.RefusedRequestException;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestParser;
import dev.reprise.common.request.Selector;
import dev.reprise.idproducer.plan.ProcessorResolver;
import dev.reprise.idproducer.query.QueryIndex;
import dev.reprise.idproducer.read.UnreadableException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses posted requests that cannot be served, by all that can be known without the state of the jobs. What depends on that
 * state is refused later, by {@code JobCommandHandler}.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public final class RequestRefusal {

    private static final Logger LOG = LoggerFactory.getLogger(RequestRefusal.class);

    private final AllowedRequests allowed;
    private final ProcessorResolver processors;
    private final QueryIndex queries;

    /** Creates the rule on what the deployment serves, and on the processors and the index of this instance. */
    public RequestRefusal(AllowedRequests allowed, ProcessorResolver processors, QueryIndex queries) {
        this.allowed = allowed;
        this.processors = processors;
        this.queries = queries;
    }

    /**
     * Judges one posted value. Never fails: a request that cannot be judged is refused with what went wrong.
     *
     * @param jobId given to a submission that names no job; the same whenever the same message is judged again
     */
    public CompletionStage<Judgement> judge(byte @Nullable [] value, String jobId) {
        try {
            return judged(value, jobId).exceptionally(failure -> unjudged(Finished.unwrapped(failure)));
        } catch (RefusedRequestException e) {
            return CompletableFuture.completedFuture(new Judgement.Refused(e.reasons()));
        } catch (RuntimeException | StackOverflowError failure) {
            return CompletableFuture.completedFuture(unjudged(failure));
        }
    }

    private CompletionStage<Judgement> judged(byte @Nullable [] value, String jobId) throws RefusedRequestException {
        Request request = new RequestParser(() -> jobId).parse(value);
        List<String> problems = request instanceof Request.Submit submit ? problems(submit) : List.<String>of();
        if (!problems.isEmpty()) {
            return CompletableFuture.completedFuture(new Judgement.Refused(problems));
        }
        Judgement accepted = new Judgement.Accepted(request.job());
        return request instanceof Request.Submit submit
                ? obstacles(submit)
                        .thenCompose(found -> found.isEmpty()
                                ? query(submit, accepted)
                                : CompletableFuture.completedFuture(new Judgement.Refused(found)))
                : CompletableFuture.completedFuture(accepted);
    }

    /** A system that is away holds up no request: a worker asks it again, and pauses the job. */
    private CompletionStage<List<String>> obstacles(Request.Submit submit) {
        return processors.obstacles(submit).exceptionally(failure -> {
            LOG.warn(
                    "event=processor-unchecked job={} reason=\"{}\"",
                    submit.job(),
                    Finished.unwrapped(failure).toString());
            return List.of();
        });
    }

    private CompletionStage<Judgement> query(Request.Submit submit, Judgement accepted) {
        return submit.selector() instanceof Selector.ByQuery selector
                ? Begun.stage(() -> queries.count(selector.assetType(), selector.query()))
                        .handle((count, failure) -> failure == null ? accepted : judge(failure, submit.job(), accepted))
                : CompletableFuture.completedFuture(accepted);
    }

    private List<String> problems(Request.Submit submit) {
        List<String> refusals = allowed.refusals(submit);
        return refusals.isEmpty() ? processors.resolve(submit).problems() : refusals;
    }

    private static Judgement unjudged(Throwable failure) {
        LOG.error("event=request-unjudged", failure);
        return new Judgement.Refused(List.of(Reasons.of(failure)));
    }

    /** An index that is away holds up no request: the plan asks it again, and the job waits there. */
    private static Judgement judge(Throwable failure, String job, Judgement accepted) {
        Throwable cause = Finished.unwrapped(failure);
        if (cause instanceof UnreadableException) {
            return new Judgement.Refused(List.of("'selector.query' cannot be served: " + cause.getMessage()));
        }
        LOG.warn("event=query-unchecked job={} reason=\"{}\"", job, cause.toString());
        return accepted;
    }
}
