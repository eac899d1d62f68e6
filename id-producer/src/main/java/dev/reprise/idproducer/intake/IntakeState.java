package dev.reprise.idproducer.intake;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether requests are still taken. No request ends the intake; what else may end it, such as Kafka refusing to store, is
 * lasting, and readiness tells it.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class IntakeState {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeState.class);

    private final CompletableFuture<Void> open = new CompletableFuture<>();
    private volatile @Nullable String ended;

    /** Lets requests in. */
    public void open() {
        open.complete(null);
    }

    /** Completes when requests are let in. */
    public CompletionStage<Void> opened() {
        return open.minimalCompletionStage();
    }

    /**
     * Notes that no request is taken any more.
     *
     * @param cause {@code null} where the channel was closed without one
     */
    public void end(@Nullable Throwable cause) {
        if (ended == null) {
            ended = "the intake has ended and takes no request until a restart: "
                    + (cause == null ? "its channel was closed" : cause);
            if (cause != null) {
                LOG.error("event=intake-ended", cause);
            }
        }
    }

    /** Returns why no request is taken, in words; empty while they are. */
    public Optional<String> trouble() {
        return Optional.ofNullable(ended);
    }
}
