package dev.reprise.cli.migrations;

import picocli.CommandLine.Command;

/** {@code reprise migrations}: holds the commands about migrations. */
@Command(name = "migrations", description = "The migrations known, and their own examples run.")
public final class MigrationsCommand {}
