package dev.reprise.common.async;

import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes asynchronous steps one after the other, any number of them: the stack does not grow with steps that are over at once,
 * and the memory does not grow with their number.
 *
 * <p>Threading: one step at a time, by whatever thread has ended the last one; each sees what the ones before have written.
 */
public final class Repeated {

    private final Supplier<? extends CompletionStage<Boolean>> step;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    private Repeated(Supplier<? extends CompletionStage<Boolean>> step) {
        this.step = step;
    }

    /**
     * Repeats a step.
     *
     * @param step whether another one follows
     * @return completes when a step says that it was the last one; exceptionally as soon as one fails
     */
    public static CompletionStage<Void> whileTrue(Supplier<? extends CompletionStage<Boolean>> step) {
        var repeated = new Repeated(step);
        repeated.run();
        return repeated.end;
    }

    /** Takes a step for each item, in their order; the next one begins when the last one is over. */
    public static <T> CompletionStage<Void> forEach(
            Iterable<? extends T> items, Function<? super T, ? extends CompletionStage<?>> step) {
        Iterator<? extends T> left = items.iterator();
        return whileTrue(() -> left.hasNext()
                ? step.apply(left.next()).thenApply(done -> true)
                : CompletableFuture.completedFuture(false));
    }

    private void run() {
        boolean again = true;
        while (again) {
            CompletableFuture<Boolean> next = Begun.stage(step);
            if (!next.isDone()) {
                var unused = next.whenComplete((value, failure) -> goOn(next));
                return;
            }
            again = isToGoOn(next);
        }
    }

    private void goOn(CompletableFuture<Boolean> over) {
        try {
            if (isToGoOn(over)) {
                run();
            }
        } catch (VirtualMachineError e) {
            // Whoever waits for the end must not wait for ever.
            end.completeExceptionally(e);
            throw e;
        }
    }

    private boolean isToGoOn(CompletableFuture<Boolean> over) {
        Throwable failure = Finished.failure(over);
        if (failure != null) {
            end.completeExceptionally(failure);
            return false;
        }
        boolean again = Finished.result(over);
        if (!again) {
            end.complete(null);
        }
        return again;
    }
}
