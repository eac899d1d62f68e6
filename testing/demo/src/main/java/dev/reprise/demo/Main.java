package dev.reprise.demo;

import dev.reprise.bench.boot.BenchCommand;
import dev.reprise.cli.Reprise;
import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.invocation.Defaults;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.topics.Connector;
import dev.reprise.demo.stack.StackCommand;
import dev.reprise.demo.stack.StackDownCommand;
import dev.reprise.demo.stack.StackStatusCommand;
import dev.reprise.demo.stack.StackUpCommand;
import dev.reprise.localstack.checkout.Checkout;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** The {@code reprise} command of a checkout: the commands of operators, and those that need what the build has made. */
public final class Main {

    private Main() {}

    /** Runs one command and ends with its exit code. */
    public static void main(String[] arguments) {
        Reprise.run(arguments, in(new Checkout(Path.of(System.getProperty(Checkout.ROOT_PROPERTY, "")))));
    }

    /** Returns the commands and defaults of a checkout. */
    public static Reprise.Surroundings in(Checkout checkout) {
        return new Reprise.Surroundings() {
            @Override
            public Defaults defaults(Console console) {
                return new CheckoutDefaults(checkout, console);
            }

            @Override
            public List<CommandLine> commands(Invocation invocation, Connector connector) {
                return List.of(
                        new CommandLine(new DemoCommand(invocation, checkout, connector)),
                        new CommandLine(new StackCommand())
                                .addSubcommand(new StackUpCommand(invocation, checkout))
                                .addSubcommand(new StackDownCommand(invocation, checkout))
                                .addSubcommand(new StackStatusCommand(invocation, checkout)),
                        new CommandLine(new BenchCommand(invocation, checkout, connector)));
            }
        };
    }
}
