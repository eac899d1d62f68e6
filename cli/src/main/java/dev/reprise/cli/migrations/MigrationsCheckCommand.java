package dev.reprise.cli.migrations;

import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.migration.InvalidMigrationsException;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.MigrationDescriptor;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code reprise migrations check}: loads everything and runs every example, as a service does at start. */
@Command(
        name = "check",
        description = "Check all migrations and schemas and run their examples, as a service does when it starts.",
        footer = {"", "Exit codes: 0 sound, 1 not, with a line file:line: message for each mistake."})
public final class MigrationsCheckCommand implements Callable<Integer> {

    @Mixin
    private final SourceOptions options = new SourceOptions();

    private final Invocation invocation;

    /** Creates the command. */
    public MigrationsCheckCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var console = invocation.console();
        try {
            MigrationCatalog catalog = MigrationCatalog.load(options.sources(invocation));
            List<MigrationDescriptor> all = catalog.list();
            all.forEach(migration -> migration
                    .warnings()
                    .forEach(warning -> console.remark("warning: " + migration.file() + ": " + warning)));
            int examples = all.stream().mapToInt(MigrationDescriptor::examples).sum();
            console.result(all.size() + " migrations of " + catalog.assetTypes().size() + " asset types are sound, "
                    + examples + " examples hold");
            return ExitCode.OK;
        } catch (InvalidMigrationsException wrong) {
            wrong.problems().forEach(problem -> console.result(problem.toString()));
            return ExitCode.FAILED;
        }
    }
}
