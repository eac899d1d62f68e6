package dev.reprise.endtoend.architecture.bad.leaf;

import dev.reprise.endtoend.architecture.bad.Offends;
import dev.reprise.endtoend.architecture.bad.leaf.cassandra.Store;

/** A feature that chooses its technology itself. */
@Offends
class MakesItsOwnStore {

    Object store() {
        return new Store();
    }
}
