package dev.reprise.cli.invocation;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The options of every command. */
public final class CommonOptions {

    /** Shows what drivers log, and the stack trace of an error. */
    public static final String VERBOSE = "--verbose";

    private CommonOptions() {}

    /** Adds them to a command and all below it. */
    public static void addTo(CommandLine command) {
        command.getCommandSpec()
                .addOption(OptionSpec.builder("-h", "--help")
                        .type(boolean.class)
                        .usageHelp(true)
                        .description("Show this help.")
                        .build())
                .addOption(OptionSpec.builder(VERBOSE)
                        .type(boolean.class)
                        .description("Show what drivers log, and stack traces of errors.")
                        .build());
        command.getSubcommands().values().forEach(CommonOptions::addTo);
    }
}
