package dev.reprise.endtoend.architecture.bad.clock;

import dev.reprise.endtoend.architecture.bad.Offends;
import java.util.concurrent.TimeUnit;

/** Waits for nothing in particular. */
@Offends
class Sleeps {

    void doze() throws InterruptedException {
        TimeUnit.SECONDS.sleep(1);
    }
}
