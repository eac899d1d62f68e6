package dev.reprise.cli;

import picocli.CommandLine.Command;

/** {@code reprise}: holds all commands. */
@Command(
        name = "reprise",
        description = "Reprocesses assets that sit in Cassandra while production keeps writing the same rows.",
        synopsisSubcommandLabel = "COMMAND")
public final class RepriseCommand {}
