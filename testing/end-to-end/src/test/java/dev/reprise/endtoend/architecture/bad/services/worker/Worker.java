package dev.reprise.endtoend.architecture.bad.services.worker;

/** Is asked. */
public final class Worker {}
