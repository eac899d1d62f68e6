package dev.reprise.idproducer.plan;

import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.Request;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a processor does once at the end of a job whose result it has compared with the rows. Each step may be taken again.
 *
 * <p>Threading: safe for any number of threads; nothing blocks.
 */
public interface Conclusion {

    /** Where no processor compares anything. */
    Conclusion NONE = new Conclusion() {
        @Override
        public CompletionStage<String> finish(Request.Submit submit, Pinned pinned) {
            return CompletableFuture.failedFuture(new IllegalStateException("nothing is to be finished"));
        }

        @Override
        public CompletionStage<Boolean> withdraw(Request.Submit submit, Pinned pinned) {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public String leftovers(Request.Submit submit, Pinned pinned) {
            return "";
        }
    };

    /** Does it; completes with what a person should know of it. */
    CompletionStage<String> finish(Request.Submit submit, Pinned pinned);

    /** Sees to it that it is never done; completes with {@code false} when it is done already. */
    CompletionStage<Boolean> withdraw(Request.Submit submit, Pinned pinned);

    /** Returns what is left behind when it is not done, in words. */
    String leftovers(Request.Submit submit, Pinned pinned);
}
