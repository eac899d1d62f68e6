package dev.reprise.endtoend.architecture.bad.future;

import dev.reprise.endtoend.architecture.bad.Offends;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waits without end for what need not be of the JDK. */
@Offends
class Gets {

    String value(Future<String> future) throws ExecutionException, InterruptedException {
        return future.get();
    }
}
