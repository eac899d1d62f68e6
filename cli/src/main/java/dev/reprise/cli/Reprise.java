package dev.reprise.cli;

import dev.reprise.cli.compare.CompareCommand;
import dev.reprise.cli.invocation.CommonOptions;
import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.invocation.Defaults;
import dev.reprise.cli.invocation.ExitCode;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.requests.JobNames;
import dev.reprise.cli.topics.Connector;
import dev.reprise.topics.kafka.KafkaDeployment;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The main program, started by the {@code reprise} script. */
public final class Reprise {

    /** Set by the script, which can ask the system better than a JVM can. */
    private static final String TERMINAL_PROPERTY = "reprise.terminal";

    /** Where there is no checkout. */
    static final Surroundings OPERATORS = new Surroundings() {
        @Override
        public Defaults defaults(Console console) {
            return Defaults.NONE;
        }

        @Override
        public List<CommandLine> commands(Invocation invocation, Connector connector) {
            return List.of();
        }
    };

    /** Kept: a logger that nobody holds forgets its level. */
    private static final Logger DRIVERS = Logger.getLogger("");

    private Reprise() {}

    /** Commands beside those of operators, and what all of them use where the user says nothing. */
    public interface Surroundings {

        /** Returns the defaults of all commands. */
        Defaults defaults(Console console);

        /** Returns the commands that are there only here. */
        List<CommandLine> commands(Invocation invocation, Connector connector);
    }

    /** Runs one command of operators and ends with its exit code. */
    public static void main(String[] arguments) {
        run(arguments, OPERATORS);
    }

    /** Runs one command and ends with its exit code. */
    public static void run(String[] arguments, Surroundings surroundings) {
        boolean verbose = List.of(arguments).contains(CommonOptions.VERBOSE);
        var clock = Clock.systemUTC();
        var console = Console.ofThisProcess(Boolean.getBoolean(TERMINAL_PROPERTY));
        DRIVERS.setLevel(verbose ? Level.WARNING : Level.OFF);
        List.of(DRIVERS.getHandlers()).forEach(DRIVERS::removeHandler);
        DRIVERS.addHandler(new DriverLog(console));
        var invocation = new Invocation(console, Reprise::variable, surroundings.defaults(console), clock);
        Connector connector = address -> new KafkaDeployment(address, System::nanoTime);
        var names = new JobNames(clock, bound -> ThreadLocalRandom.current().nextInt(bound));
        // An error ends the program too: clients may have left threads behind that would keep it.
        Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> {
            console.remark("reprise: " + error);
            if (verbose) {
                console.trace(error);
            }
            System.exit(ExitCode.FAILED);
        });
        List<CommandLine> more = new ArrayList<>(surroundings.commands(invocation, connector));
        more.add(new CommandLine(new CompareCommand(invocation, new OpenSources())));
        System.exit(Commands.of(invocation, connector, names, more).execute(arguments));
    }

    /** Shells set the user's name; containers and services do not. */
    private static @Nullable String variable(String name) {
        String value = System.getenv(name);
        return value == null && name.equals(Invocation.USER) ? System.getProperty("user.name") : value;
    }
}
