package dev.reprise.cli;

import dev.reprise.cli.invocation.Console;
import dev.reprise.cli.invocation.Invocation;
import dev.reprise.cli.requests.JobNames;
import dev.reprise.cli.topics.Connector;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands as the main program does, with everything from outside replaced. */
public final class CommandLineFixture {

    /** The time, for every command. */
    public static final Instant NOW = Instant.parse("2024-05-06T10:15:00Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>();
    private Reprise.Surroundings surroundings = Reprise.OPERATORS;
    private Connector connector = address -> {
        throw new AssertionError("nothing must be asked of " + address);
    };
    private InstantSource clock = InstantSource.fixed(NOW);

    public CommandLineFixture surroundings(Reprise.Surroundings given) {
        surroundings = given;
        return this;
    }

    public CommandLineFixture variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    public CommandLineFixture connector(Connector fake) {
        connector = fake;
        return this;
    }

    public CommandLineFixture clock(InstantSource fake) {
        clock = fake;
        return this;
    }

    public Invocation invocation() {
        var console = new Console(out, err, StandardCharsets.UTF_8, false);
        return new Invocation(console, environment::get, surroundings.defaults(console), clock);
    }

    /** Returns the exit code. */
    public int run(String... arguments) {
        Invocation invocation = invocation();
        return Commands.of(
                        invocation,
                        connector,
                        new JobNames(clock, bound -> 36),
                        surroundings.commands(invocation, connector))
                .execute(arguments);
    }

    /** Returns whatever was printed, results before remarks. */
    public String printed() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    public List<String> out() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    public List<String> err() {
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
