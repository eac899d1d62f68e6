package dev.reprise.endtoend.architecture.bad.clock;

import dev.reprise.endtoend.architecture.bad.Offends;
import java.util.UUID;

/** Makes up ids. */
@Offends
class MakesIds {

    UUID id() {
        return UUID.randomUUID();
    }
}
