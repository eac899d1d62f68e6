package dev.reprise.endtoend.architecture.bad.clock;

import dev.reprise.endtoend.architecture.bad.Offends;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Has a deadline by the clock of the JVM. */
@Offends
class SetsATimer {

    CompletableFuture<String> bounded(CompletableFuture<String> future) {
        return future.orTimeout(1, TimeUnit.SECONDS);
    }
}
