package dev.reprise.demo.stack;

import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.localstack.checkout.Checkout;
import dev.reprise.localstack.daemon.StackControl;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code reprise stack down}: ends the stack; its data stays for the next one. */
@Command(name = "down", description = "End the stack; its data stays for the next 'up'.")
public final class StackDownCommand implements Callable<Integer> {

    private final Invocation invocation;
    private final Checkout checkout;

    /** Creates the command. */
    public StackDownCommand(Invocation invocation, Checkout checkout) {
        this.invocation = invocation;
        this.checkout = checkout;
    }

    @Override
    public Integer call() {
        CopiedStack.remark(checkout, invocation.console());
        boolean wasUp = new StackControl(checkout.stackFile()).down();
        invocation.console().result(wasUp ? "the stack is down" : "no stack is up");
        return ExitCode.OK;
    }
}
