package dev.reprise.worker.topology;

import dev.reprise.common.async.Cancellation;
import dev.reprise.processor.Patience;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Whoever is away is not tried again. */
final class OneTry implements Patience {

    @Override
    public <T> CompletionStage<T> untilDone(Supplier<CompletionStage<T>> action, Cancellation cancellation) {
        return action.get();
    }

    @Override
    public long nanoTime() {
        return 0;
    }
}
