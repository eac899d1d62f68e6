package dev.reprise.endtoend.architecture.bad.clock;

import dev.reprise.endtoend.architecture.bad.Offends;
import java.time.Instant;

/** Reads the time in the ways of java.time. */
@Offends
class ReadsTheTime {

    Instant now() {
        return Instant.now();
    }
}
