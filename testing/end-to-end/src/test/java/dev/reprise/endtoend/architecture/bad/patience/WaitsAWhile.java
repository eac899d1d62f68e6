package dev.reprise.endtoend.architecture.bad.patience;

import dev.reprise.endtoend.architecture.bad.Offends;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits, if not for ever. */
@Offends
class WaitsAWhile {

    String value(Future<String> future) throws ExecutionException, InterruptedException, TimeoutException {
        return future.get(1, TimeUnit.SECONDS);
    }
}
