package dev.reprise.endtoend.architecture.bad.clock;

import dev.reprise.endtoend.architecture.bad.Offends;
import java.util.function.LongSupplier;

/** Hides the call in a method reference. */
@Offends
class ReadsTheTimeByReference {

    LongSupplier nanoTime() {
        return System::nanoTime;
    }
}
