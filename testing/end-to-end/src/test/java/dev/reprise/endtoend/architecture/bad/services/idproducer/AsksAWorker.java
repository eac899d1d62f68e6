package dev.reprise.endtoend.architecture.bad.services.idproducer;

import dev.reprise.endtoend.architecture.bad.Offends;
import dev.reprise.endtoend.architecture.bad.services.worker.Worker;

/** Asks the other service directly. */
@Offends
public record AsksAWorker(Worker worker) {

    /** What a worker may want of it. */
    public record Answer() {}
}
