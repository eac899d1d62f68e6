package dev.reprise.common.async;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Begins what answers by a stage. A driver throws some of its failures and returns others, by where it finds them. A
 * caller that handles only those that are returned ends its thread by the rest, again and again.
 *
 * <p>Threading: stateless; never blocks.
 */
public final class Begun {

    private Begun() {}

    /**
     * Makes a call.
     *
     * @return what the call returns; a failed future where it throws, or returns nothing
     * @throws VirtualMachineError what the JVM itself throws is no answer to the call
     */
    public static <T> CompletableFuture<T> stage(Supplier<? extends CompletionStage<T>> call) {
        try {
            return call.get().toCompletableFuture();
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
