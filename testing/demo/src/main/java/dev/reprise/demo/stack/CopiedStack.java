package dev.reprise.demo.stack;

import dev.reprise.cli.invocation.Console;
import dev.reprise.localstack.checkout.Checkout;
import dev.reprise.localstack.daemon.StackFile;
import java.nio.file.Path;

/** The stack of another checkout that this one was copied from: it is neither used nor ended from here. */
public final class CopiedStack {

    private CopiedStack() {}

    /** Says so where there is one. */
    public static void remark(Checkout checkout, Console console) {
        Path file = checkout.stackFile();
        StackFile.read(file)
                .filter(stack -> stack.daemon().isPresent())
                .flatMap(stack -> stack.otherHome(file))
                .ifPresent(home -> console.remark("the stack in " + file + " was started in " + home
                        + " and copied along; it is left alone here"));
    }
}
