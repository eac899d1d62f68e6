package dev.reprise.endtoend.architecture.bad.future;

import dev.reprise.endtoend.architecture.bad.Offends;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Waits without end, hidden in a method reference. */
@Offends
class JoinsByReference {

    List<String> values(List<CompletableFuture<String>> futures) {
        return futures.stream().map(CompletableFuture::join).toList();
    }
}
