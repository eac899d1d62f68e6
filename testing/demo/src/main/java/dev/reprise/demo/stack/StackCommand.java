package dev.reprise.demo.stack;

import picocli.CommandLine.Command;

/** {@code reprise stack}: holds the commands to the local stack. */
@Command(name = "stack", description = "Real Kafka, Cassandra and Elasticsearch on this machine, in the background.")
public final class StackCommand {}
