package dev.reprise.endtoend.architecture.bad.framework;

import dev.reprise.endtoend.architecture.bad.Offends;
import io.quarkus.runtime.Quarkus;

/** Ends with Quarkus. */
@Offends
class WantsQuarkus {

    void stop() {
        Quarkus.asyncExit();
    }
}
