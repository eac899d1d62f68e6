package dev.reprise.idproducer.emit;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.RemoteError;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.job.JobBrief;
import dev.reprise.idproducer.read.GuardedReads;
import dev.reprise.pipeline.result.Result;
import dev.reprise.service.config.ProcessorLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Processes assets as a test says, at once or when it says so. */
public final class FakePipeline implements InPlace.Pipeline {

    /** For emitters that are given none. */
    public static final InPlace NO_SYNCHRONOUS_JOBS = new InPlace(
            (job, events, cancellation) -> {
                throw new AssertionError("no job is synchronous");
            },
            new GuardedReads(failure -> RemoteError.RETRYABLE),
            1,
            ProcessorLimits.NONE);

    /** What becomes of an asset. */
    Function<AssetEvent, Result> results = event -> new Result.Done(Outcome.CHANGED, true);

    /** Fails all that is asked now, while it is not {@code null}. */
    @Nullable
    RuntimeException failure;

    /** Whether what is asked is answered by {@link #answer()} alone. */
    boolean isSlow;

    final List<List<AssetEvent>> asked = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();

    @Override
    public CompletableFuture<List<Result>> process(JobBrief job, List<AssetEvent> events, Cancellation cancellation) {
        asked.add(List.copyOf(events));
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        var done = new CompletableFuture<List<Result>>();
        Runnable answer = () -> done.complete(events.stream().map(results).toList());
        if (isSlow) {
            waiting.add(answer);
        } else {
            answer.run();
        }
        return done;
    }

    /** Answers what was asked. */
    void answer() {
        waiting.forEach(Runnable::run);
        waiting.clear();
    }
}
