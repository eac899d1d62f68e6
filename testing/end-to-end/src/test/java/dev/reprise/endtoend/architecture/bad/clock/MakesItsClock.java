package dev.reprise.endtoend.architecture.bad.clock;

import dev.reprise.endtoend.architecture.bad.Offends;
import java.time.Clock;

/** Makes the clock it should be given. */
@Offends
class MakesItsClock {

    private final Clock clock = Clock.systemUTC();

    long millis() {
        return clock.millis();
    }
}
