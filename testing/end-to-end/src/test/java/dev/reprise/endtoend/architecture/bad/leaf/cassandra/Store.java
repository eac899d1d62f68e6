package dev.reprise.endtoend.architecture.bad.leaf.cassandra;

/** The leaf. */
public final class Store {}
