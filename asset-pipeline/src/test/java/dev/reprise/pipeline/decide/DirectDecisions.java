package dev.reprise.pipeline.decide;

import dev.reprise.common.async.Cancellation;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Decides at once, on the thread of the caller. */
public final class DirectDecisions implements Decisions {

    @Override
    public <I, O> CompletionStage<List<O>> each(List<I> rows, Judgement<I, O> judgement, Cancellation cancellation) {
        return CompletableFuture.completedFuture(
                rows.stream().map(row -> judgement.judge(row, step -> {})).toList());
    }

    @Override
    public Optional<String> refusal(String subject) {
        return Optional.empty();
    }
}
