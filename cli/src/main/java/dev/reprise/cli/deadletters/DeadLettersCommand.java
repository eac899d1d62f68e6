package dev.reprise.cli.deadletters;

import picocli.CommandLine.Command;

/** {@code reprise dead-letters}: holds the commands about what failed. */
@Command(name = "dead-letters", description = "What failed, grouped by cause; try it again.")
public final class DeadLettersCommand {}
