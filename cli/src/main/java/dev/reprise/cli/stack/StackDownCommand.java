package dev.reprise.cli.stack;

import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.localstack.daemon.StackControl;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code reprise stack down}: ends the stack; its data stays for the next one. */
@Command(name = "down", description = "End the stack; its data stays for the next 'up'.")
public final class StackDownCommand implements Callable<Integer> {

    private final Invocation invocation;

    /** Creates the command. */
    public StackDownCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        invocation.remarkOtherStack();
        boolean wasUp = new StackControl(invocation.checkout().stackFile()).down();
        invocation.console().result(wasUp ? "the stack is down" : "no stack is up");
        return ExitCode.OK;
    }
}
