package dev.reprise.localstack.process;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a Java program is started as a child on the JDK that we run on. Tethered by an agent, see {@link Tether}: it ends
 * when we end, whatever ends us.
 *
 * <p>Threading: for one thread; every {@link #start} makes another child.
 */
public final class JavaProcess {
    private final String name;
    private final List<String> program;
    private final List<String> launcher = new ArrayList<>();
    private final List<String> jvmOptions = new ArrayList<>();
    private final List<String> arguments = new ArrayList<>();
    private final Map<String, String> environment = new LinkedHashMap<>();
    private Path workingFolder = Path.of("").toAbsolutePath();
    private Path logFile;
    private boolean tethered = true;

    private JavaProcess(String name, List<String> program) {
        this.name = name;
        this.program = program;
        this.logFile = workingFolder.resolve(name + ".log");
    }

    /** Runs {@code java -jar}. */
    public static JavaProcess ofJar(String name, Path jar) {
        return new JavaProcess(name, List.of("-jar", jar.toAbsolutePath().toString()));
    }

    /** Runs a main class; the class path is as for {@code java -cp}. */
    public static JavaProcess ofMain(String name, String classPath, String mainClass) {
        return new JavaProcess(name, List.of("-cp", classPath, mainClass));
    }

    /** The {@code java} of the JDK that we run on. */
    public static String executable() {
        return String.join(File.separator, System.getProperty("java.home"), "bin", "java");
    }

    /** A command that starts our command, such as {@code setpriv}; it must not fork, or the pid would be its own. */
    public JavaProcess launcher(List<String> command) {
        launcher.addAll(command);
        return this;
    }

    /** Flags of the JVM, {@code -D} included. */
    public JavaProcess jvmOptions(List<String> options) {
        jvmOptions.addAll(options);
        return this;
    }

    public JavaProcess systemProperty(String key, String value) {
        jvmOptions.add("-D" + key + "=" + value);
        return this;
    }

    public JavaProcess arguments(List<String> added) {
        arguments.addAll(added);
        return this;
    }

    /** Added to what is inherited, or in its place. */
    public JavaProcess environment(String key, String value) {
        environment.put(key, value);
        return this;
    }

    /** Made when it is not there; without it, the current folder. */
    public JavaProcess workingFolder(Path folder) {
        workingFolder = folder;
        return this;
    }

    /** Where both its output streams are appended; the tether's jar is put beside it. */
    public JavaProcess logFile(Path file) {
        logFile = file.toAbsolutePath();
        return this;
    }

    /** Whether it ends when we end (the default), or outlives us. */
    public JavaProcess tethered(boolean whether) {
        tethered = whether;
        return this;
    }

    /**
     * Starts it and returns at once.
     *
     * @throws java.io.UncheckedIOException when there is no such program or its files cannot be written
     */
    public ChildProcess start() {
        return ChildProcess.builder(name, command())
                .environment(environment)
                .workingFolder(workingFolder)
                .logFile(logFile)
                .tethered(tethered)
                .start();
    }

    private List<String> command() {
        List<String> command = new ArrayList<>(launcher);
        command.add(executable());
        if (tethered) {
            command.add("-javaagent:" + TetherJar.beside(logFile));
        }
        command.addAll(jvmOptions);
        command.addAll(program);
        command.addAll(arguments);
        return command;
    }
}
