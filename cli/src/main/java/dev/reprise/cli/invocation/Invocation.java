package dev.reprise.cli.invocation;

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
 * @param defaults what it uses where the user says nothing
 * @param clock the time
 */
public record Invocation(
        Console console, Function<String, @Nullable String> environment, Defaults defaults, InstantSource clock) {

    /** The variable with the name of who runs the command. */
    public static final String USER = "USER";

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
