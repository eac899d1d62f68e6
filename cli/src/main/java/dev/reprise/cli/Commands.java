package dev.reprise.cli;

import dev.reprise.cli.deadletters.DeadLettersCommand;
import dev.reprise.cli.deadletters.DeadLettersListCommand;
import dev.reprise.cli.deadletters.DeadLettersRedriveCommand;
import dev.reprise.cli.invocation.CommonOptions;
import dev.reprise.cli.invocation.Decoded;
import dev.reprise.cli.invocation.ErrorLines;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.invocation.WrongUsageException;
import dev.reprise.cli.jobs.JobsCommand;
import dev.reprise.cli.jobs.JobsShowCommand;
import dev.reprise.cli.jobs.JobsUnmigratedCommand;
import dev.reprise.cli.jobs.WatchCommand;
import dev.reprise.cli.migrations.MigrationsCheckCommand;
import dev.reprise.cli.migrations.MigrationsCommand;
import dev.reprise.cli.migrations.MigrationsListCommand;
import dev.reprise.cli.requests.CancelCommand;
import dev.reprise.cli.requests.JobNames;
import dev.reprise.cli.requests.PauseCommand;
import dev.reprise.cli.requests.PreviewCommand;
import dev.reprise.cli.requests.ResumeCommand;
import dev.reprise.cli.requests.SubmitCommand;
import dev.reprise.cli.requests.ThrottleCommand;
import dev.reprise.cli.topics.Connector;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The table of all commands of operators: whoever adds one adds a line here. */
public final class Commands {

    private Commands() {}

    /**
     * Puts the commands together.
     *
     * @param more commands beside those of operators
     */
    public static CommandLine of(Invocation invocation, Connector connector, JobNames names, List<CommandLine> more) {
        var errors = new ErrorLines(invocation.console());
        CommandLine reprise = new CommandLine(new RepriseCommand())
                .addSubcommand(new SubmitCommand(invocation, connector, names))
                .addSubcommand(new PreviewCommand(invocation, connector, names))
                .addSubcommand(new CommandLine(new JobsCommand(invocation, connector))
                        .addSubcommand(new JobsShowCommand(invocation, connector))
                        .addSubcommand(new JobsUnmigratedCommand(invocation, connector)))
                .addSubcommand(new WatchCommand(invocation, connector))
                .addSubcommand(new PauseCommand(invocation, connector))
                .addSubcommand(new ResumeCommand(invocation, connector))
                .addSubcommand(new CancelCommand(invocation, connector))
                .addSubcommand(new ThrottleCommand(invocation, connector))
                .addSubcommand(new CommandLine(new DeadLettersCommand())
                        .addSubcommand(new DeadLettersListCommand(invocation, connector))
                        .addSubcommand(new DeadLettersRedriveCommand(invocation, connector, names)))
                .addSubcommand(new CommandLine(new MigrationsCommand())
                        .addSubcommand(new MigrationsListCommand(invocation))
                        .addSubcommand(new MigrationsCheckCommand(invocation)))
                .addSubcommand(new CompletionCommand(invocation));
        more.forEach(reprise::addSubcommand);
        reprise.setParameterExceptionHandler(errors)
                .setExecutionExceptionHandler(errors)
                .setExecutionStrategy(Commands::run);
        invocation.console().showHelpOf(reprise);
        CommonOptions.addTo(reprise);
        return reprise;
    }

    private static int run(ParseResult parsed) {
        try {
            parsed.originalArgs().forEach(argument -> Decoded.require("an argument", argument));
        } catch (WrongUsageException undecoded) {
            throw new ParameterException(last(parsed).commandSpec().commandLine(), undecoded.getMessage());
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static ParseResult last(ParseResult parsed) {
        return parsed.hasSubcommand() ? last(parsed.subcommand()) : parsed;
    }
}
