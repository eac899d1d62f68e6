package dev.reprise.cli.invocation;

import dev.reprise.localstack.daemon.StackFile;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a command has besides its arguments.
 *
 * <p>Threading: immutable.
 *
 * @param console where it prints
 * @param environment variables of the process; {@code null} for one that is not set
 * @param checkout the project it runs from
 * @param clock the time
 */
public record Invocation(
        Console console, Function<String, @Nullable String> environment, Checkout checkout, InstantSource clock) {

    /** The variable with the name of who runs the command. */
    public static final String USER = "USER";

    /** Says so where this checkout was copied from one whose stack is up: that stack is neither used nor ended from here. */
    public void remarkOtherStack() {
        Path file = checkout.stackFile();
        StackFile.read(file)
                .filter(stack -> stack.daemon().isPresent())
                .flatMap(stack -> stack.otherHome(file))
                .ifPresent(home -> console.remark("the stack in " + file + " was started in " + home
                        + " and copied along; it is left alone here"));
    }

    /**
     * Returns a variable that is set to something, or {@code null}.
     *
     * @throws WrongUsageException if it holds what could not be decoded
     */
    public @Nullable String variable(String name) {
        String value = environment.apply(name);
        return value == null || value.isBlank() ? null : Decoded.require("the variable " + name, value);
    }
}
