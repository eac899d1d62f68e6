package dev.reprise.pipeline.decide;

import dev.reprise.common.async.Cancellation;
import dev.reprise.common.event.Failure;
import dev.reprise.processor.Step;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Measures how long each row takes to be decided, whether it succeeds or fails.
 *
 * <p>Threading: safe for any number of threads.
 *
 * @param decisions where rows are decided
 * @param nanoTime a clock that only goes forward
 * @param tookNanos is told of each row by the thread that has decided it; must not block
 */
public record TimedDecisions(Decisions decisions, LongSupplier nanoTime, LongConsumer tookNanos) implements Decisions {

    @Override
    public <I, O> CompletionStage<List<O>> each(List<I> rows, Judgement<I, O> judgement, Cancellation cancellation) {
        return decisions.each(rows, new Timed<>(judgement, nanoTime, tookNanos), cancellation);
    }

    @Override
    public Optional<String> refusal(String subject) {
        return decisions.refusal(subject);
    }

    private record Timed<I, O>(Judgement<I, O> judgement, LongSupplier nanoTime, LongConsumer tookNanos)
            implements Judgement<I, O> {

        @Override
        public String subject() {
            return judgement.subject();
        }

        @Override
        public O judge(I row, Consumer<Step> at) {
            long begun = nanoTime.getAsLong();
            try {
                return judgement.judge(row, at);
            } finally {
                tookNanos.accept(nanoTime.getAsLong() - begun);
            }
        }

        @Override
        public O failed(I row, Failure failure) {
            return judgement.failed(row, failure);
        }

        @Override
        public Object identity(I row) {
            return judgement.identity(row);
        }
    }
}
