package dev.reprise.localstack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Ends suspended processes when this JVM ends. A suspended JVM cannot notice that its {@link Tether} was cut, so for
 * as long as a child is suspended a shell waits in its place, on a pipe of its own.
 *
 * <p>Threading: immutable; {@link #disarm} may be called from any thread, any number of times.
 */
final class SuspensionGuard {
    // Ctrl-C reaches every process of the terminal; the guard must outlive the one that it watches.
    private static final String SCRIPT = "trap '' HUP INT TERM; read -r line; kill -s KILL \"$@\"";

    private final Process shell;

    private SuspensionGuard(Process shell) {
        this.shell = shell;
    }

    static SuspensionGuard over(ProcessTree tree) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "suspension-guard"));
        tree.processes().forEach(process -> command.add(Long.toString(process.pid())));
        try {
            return new SuspensionGuard(new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot guard suspended processes", failed);
        }
    }

    /** Lets the processes be. Killed, not closed: the end of its input is what makes it act. */
    void disarm() {
        shell.destroyForcibly();
    }
}
