package dev.reprise.cli;

import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.Invocation;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code reprise completion}: what a shell needs to complete commands and options. */
@Command(
        name = "completion",
        description = "Print a script that lets bash or zsh complete commands and options.",
        footer = {"", "Example: source <(./reprise completion)"})
public final class CompletionCommand implements Callable<Integer> {

    private final Invocation invocation;

    @Spec
    private @Nullable CommandSpec spec;

    /** Creates the command. */
    public CompletionCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var root = Objects.requireNonNull(spec, "picocli sets it").root();
        AutoComplete.bash(root.name(), root.commandLine()).lines().forEach(invocation.console()::result);
        return ExitCode.OK;
    }
}
