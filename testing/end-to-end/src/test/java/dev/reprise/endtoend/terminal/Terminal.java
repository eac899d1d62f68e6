package dev.reprise.endtoend.terminal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/**
 * The command line in a terminal of its own, made by {@code script}, which every Linux has; or without one.
 *
 * <p>Threading: one thread.
 */
public final class Terminal implements AutoCloseable {

    /** When to give up, not a promise: a command has read a thousand jobs in seconds, but two cores may be busy with much else. */
    private static final Duration WITHIN = Duration.ofMinutes(3);

    private final Process process;
    private final Path output;

    private Terminal(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Runs a command of {@code reprise}, as the script at the root would.
     *
     * @param inTerminal whether what it prints is seen by a person
     */
    public static Terminal run(Path checkout, List<String> arguments, boolean inTerminal) throws IOException {
        String classPath = checkout.resolve("testing/demo/target/lib") + "/*";
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Dreprise.terminal=" + inTerminal,
                "-cp",
                classPath,
                "dev.reprise.cli.Reprise"));
        command.addAll(arguments);
        Path output = Files.createTempFile(
                Files.createDirectories(checkout.resolve("testing/end-to-end/target/terminal")), "screen-", ".txt");
        if (inTerminal) {
            String line = command.stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
            command = List.of("script", "-q", "-e", "-f", "-c", "stty cols 120; exec " + line, output.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TERM", "xterm");
        Process process = inTerminal
                ? builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
                : builder.redirectOutput(output.toFile()).start();
        // A person who looks on and types nothing.
        return new Terminal(process, output);
    }

    /** Waits until this is on the screen. */
    public void awaitText(String text) {
        Awaitility.await(text + " on the screen")
                .atMost(WITHIN)
                .until(() -> text().contains(text) || !process.isAlive());
        if (!text().contains(text)) {
            throw new AssertionError("ended without '" + text + "':\n" + text());
        }
    }

    /** Waits for the end, and returns the exit code. */
    public int awaitExit() throws InterruptedException {
        if (!process.waitFor(WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running:\n" + text());
        }
        return process.exitValue();
    }

    /** Returns every line that stood on the screen at some time, without the signs that move the cursor. */
    public List<String> screen() {
        return Arrays.stream(text().split("[\\r\\n]+"))
                .map(line -> line.replaceAll("\\u001b\\[[0-9;?]*[A-Za-z]", "").strip())
                .filter(line -> !line.isEmpty() && !line.startsWith("Script "))
                .distinct()
                .toList();
    }

    /** Returns the lines with times and rates left out: they are never twice the same. */
    public List<String> shapes() {
        return screen().stream().map(Terminal::shape).distinct().toList();
    }

    /** Leaves out what is never twice the same. */
    public static String shape(String line) {
        return line.replaceAll(", [0-9.,]+/s", "")
                .replaceAll(" \\| [0-9a-z ]+ left", "")
                .replaceAll("for [0-9a-z ]+$", "");
    }

    private String text() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
