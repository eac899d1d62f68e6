package dev.reprise.endtoend.architecture.bad.future;

import dev.reprise.endtoend.architecture.bad.Offends;
import java.util.concurrent.CompletableFuture;

/** Waits without end. */
@Offends
class Joins {

    String value(CompletableFuture<String> future) {
        return future.join();
    }
}
