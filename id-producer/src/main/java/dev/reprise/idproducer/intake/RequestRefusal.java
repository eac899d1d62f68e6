package dev.reprise.idproducer.intake;

import dev.reprise.common.async.Begun;
import dev.reprise.common.async.Finished;
import dev.reprise.common.request.Reasons;
import dev.reprise.common.request.RefusedRequestException;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.RequestParser;
import dev.reprise.common.request.Selector;
import dev.reprise.idproducer.plan.LookedTables;
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
        if (!(request instanceof Request.Submit submit)) {
            return CompletableFuture.completedFuture(new Judgement.Accepted(request.job(), LookedTables.NONE));
        }
        List<String> refusals = allowed.refusals(submit);
        if (!refusals.isEmpty()) {
            return CompletableFuture.completedFuture(new Judgement.Refused(refusals));
        }
        CompletableFuture<LookedTables> tables = look(submit).toCompletableFuture();
        // Where nothing has to be looked at, an error of the machine is thrown: a stage would catch it.
        return tables.isDone()
                ? judged(submit, Finished.result(tables))
                : tables.thenCompose(looked -> judged(submit, looked));
    }

    private CompletionStage<Judgement> judged(Request.Submit submit, LookedTables tables) {
        List<String> problems = processors.resolve(submit, tables).problems();
        if (!problems.isEmpty()) {
            return CompletableFuture.completedFuture(new Judgement.Refused(problems));
        }
        Judgement accepted = new Judgement.Accepted(submit.job(), tables);
        return obstacles(submit)
                .thenCompose(found -> found.isEmpty()
                        ? query(submit, accepted)
                        : CompletableFuture.completedFuture(new Judgement.Refused(found)));
    }

    /** A database that is away holds up no request: the tables are as the driver knows them. */
    private CompletionStage<LookedTables> look(Request.Submit submit) {
        return processors.look(submit).exceptionally(failure -> {
            LOG.warn(
                    "event=tables-unchecked job={} reason=\"{}\"",
                    submit.job(),
                    Finished.unwrapped(failure).toString());
            return LookedTables.NONE;
        });
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
