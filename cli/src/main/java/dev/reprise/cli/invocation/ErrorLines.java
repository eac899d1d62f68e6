package dev.reprise.cli.invocation;

import dev.reprise.topics.KafkaUnavailableException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Turns whatever goes wrong into a line for the user and an exit code; a stack trace only where it is asked for.
 *
 * <p>Threading: one thread.
 */
public final class ErrorLines implements IParameterExceptionHandler, IExecutionExceptionHandler {

    private final Console console;

    /** Prints to the remarks of a console. */
    public ErrorLines(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        boolean verbose = Arrays.asList(arguments).contains(CommonOptions.VERBOSE);
        return usage(command, wrong, verbose);
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        boolean verbose = parsed.expandedArgs().contains(CommonOptions.VERBOSE)
                || parsed.originalArgs().contains(CommonOptions.VERBOSE);
        if (failure instanceof WrongUsageException) {
            return usage(command, failure, verbose);
        }
        console.remarks(name(command) + ": " + words(failure));
        trace(failure, verbose);
        return ExitCode.FAILED;
    }

    private int usage(CommandLine command, Exception wrong, boolean verbose) {
        String line = String.valueOf(wrong.getMessage()).replaceAll("\\s*\\R\\s*", " ");
        console.remark(name(command) + ": " + line + " (see " + name(command) + " --help)");
        trace(wrong, verbose);
        return ExitCode.USAGE;
    }

    /** Messages that were written for users stand alone; of any other exception its kind says more than its text. */
    private static String words(Exception failure) {
        String message = failure.getMessage();
        if (message == null) {
            return failure.getClass().getSimpleName();
        }
        if (failure instanceof UncheckedIOException file && file.getCause() != null) {
            return message + ": " + FileTrouble.words(file.getCause());
        }
        boolean forUsers = failure instanceof FailedException || failure instanceof KafkaUnavailableException;
        return forUsers ? message : failure.getClass().getSimpleName() + ": " + message;
    }

    private void trace(Exception failure, boolean verbose) {
        if (verbose) {
            console.trace(failure);
        }
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }
}
