package dev.reprise.endtoend.architecture.bad.services.worker;

import dev.reprise.endtoend.architecture.bad.Offends;
import dev.reprise.endtoend.architecture.bad.services.idproducer.AsksAWorker;

/** Asks back. */
@Offends
record AsksTheProducer(AsksAWorker.Answer answer) {}
