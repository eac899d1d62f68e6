package dev.reprise.localstack.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a child is started. Without further words it is tethered, works in the current folder, inherits our environment
 * and writes to {@code <name>.log} there.
 *
 * <p>Threading: for one thread; every {@link #start} makes another child.
 */
public final class ChildProcessBuilder {
    private static final File NO_INPUT = new File("/dev/null");

    private final String name;
    private final List<String> command;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path workingFolder = Path.of("").toAbsolutePath();
    private Path logFile;
    private boolean tethered = true;

    ChildProcessBuilder(String name, List<String> command) {
        this.name = name;
        this.command = List.copyOf(command);
        this.logFile = workingFolder.resolve(name + ".log");
    }

    /** Added to what is inherited, or in its place. */
    public ChildProcessBuilder environment(Map<String, String> added) {
        environment.putAll(added);
        return this;
    }

    /** Made when it is not there. */
    public ChildProcessBuilder workingFolder(Path folder) {
        workingFolder = folder.toAbsolutePath();
        return this;
    }

    /** Where both its output streams are appended; its folder is made when it is not there. */
    public ChildProcessBuilder logFile(Path file) {
        logFile = file.toAbsolutePath();
        return this;
    }

    /** Whether it holds our pipe (the default) or is to outlive us, with nothing to read. */
    public ChildProcessBuilder tethered(boolean whether) {
        tethered = whether;
        return this;
    }

    /**
     * Starts it, out of reach of the terminal's Ctrl-C and hangup.
     *
     * @throws UncheckedIOException when there is no such program or its log cannot be written
     */
    public ChildProcess start() {
        List<String> inSession = new ArrayList<>(Session.own());
        inSession.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(inSession)
                .directory(workingFolder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(logFile.toFile()))
                .redirectInput(tethered ? Redirect.PIPE : Redirect.from(NO_INPUT));
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(workingFolder);
            Files.createDirectories(logFile.toAbsolutePath().getParent());
            return new ChildProcess(this, builder.start());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot start " + name, failed);
        }
    }

    String name() {
        return name;
    }

    Path logFile() {
        return logFile;
    }

    boolean tethered() {
        return tethered;
    }
}
