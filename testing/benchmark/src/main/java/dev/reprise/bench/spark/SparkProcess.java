package dev.reprise.bench.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.reprise.cli.invocation.FailedException;
import dev.reprise.localstack.checkout.Checkout;
import dev.reprise.localstack.process.JavaProcess;
import dev.reprise.localstack.process.ProcessTree;
import dev.reprise.localstack.process.Signal;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Spark that is up, in a JVM of its own: {@code testing/benchmark/spark}. It ends with us, since its input does.
 *
 * <p>Threading: one thread, which blocks.
 */
public final class SparkProcess implements AutoCloseable {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    private static final String MAIN = "dev.reprise.sparkjob.SparkJobs";

    /** Two threads, as there are cores. What tunes its writes is in docs/performance.md. */
    private static final List<String> SETTINGS = List.of(
            "spark.master=local[2]",
            "spark.app.name=bench",
            "spark.driver.host=127.0.0.1",
            "spark.ui.enabled=false",
            "spark.cassandra.input.split.sizeInMB=32",
            "spark.cassandra.output.concurrent.writes=64",
            // Rows of one partition; by default a batch ends at 1 KB, which is one row.
            "spark.cassandra.output.batch.size.rows=64",
            // The session is to be there after a turn of somebody else.
            "spark.cassandra.connection.keepAliveMS=3600000");

    /** What Spark 3.5 opens to itself on Java 17 when its own scripts start it ({@code JavaModuleOptions}). */
    private static final List<String> OPENED = List.of(
            "java.base/java.lang",
            "java.base/java.lang.invoke",
            "java.base/java.lang.reflect",
            "java.base/java.io",
            "java.base/java.net",
            "java.base/java.nio",
            "java.base/java.util",
            "java.base/java.util.concurrent",
            "java.base/java.util.concurrent.atomic",
            "java.base/jdk.internal.ref",
            "java.base/sun.nio.ch",
            "java.base/sun.nio.cs",
            "java.base/sun.security.action",
            "java.base/sun.util.calendar",
            "java.security.jgss/sun.security.krb5");

    private final Process process;
    private final Path log;
    private final BufferedWriter requests;
    private final BufferedReader answers;

    private SparkProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.requests = process.outputWriter(UTF_8);
        this.answers = process.inputReader(UTF_8);
    }

    /**
     * Starts it; returns before it is ready.
     *
     * @param folder where its log and its files are
     * @param migrations folder of the migrations
     * @param cassandra as {@code host:port}
     * @throws FailedException if it is not built
     */
    public static SparkProcess start(Checkout checkout, Path folder, Path migrations, String cassandra) {
        if (!Files.exists(checkout.sparkClassPath())) {
            throw new FailedException(
                    "there is no " + checkout.sparkClassPath() + "; ./reprise bench --spark makes it");
        }
        Path log = folder.resolve("spark.log");
        try {
            return new SparkProcess(
                    new ProcessBuilder(command(checkout, folder, migrations, cassandra))
                            .directory(folder.toFile())
                            .redirectError(log.toFile())
                            .start(),
                    log);
        } catch (IOException e) {
            throw new FailedException("cannot start spark: " + e.getMessage(), e);
        }
    }

    private static List<String> command(Checkout checkout, Path folder, Path migrations, String cassandra)
            throws IOException {
        int colon = cassandra.lastIndexOf(':');
        List<String> command = new ArrayList<>(List.of(
                JavaProcess.executable(), "-Xmx1g", "-XX:+UseParallelGC", "-Dreprise.migrations=" + migrations));
        OPENED.forEach(part -> command.add("--add-opens=" + part + "=ALL-UNNAMED"));
        Stream.concat(
                        SETTINGS.stream(),
                        Stream.of(
                                "spark.local.dir=" + folder.resolve("spark"),
                                "spark.cassandra.connection.host=" + cassandra.substring(0, colon),
                                "spark.cassandra.connection.port=" + cassandra.substring(colon + 1)))
                .forEach(setting -> command.add("-D" + setting));
        Path classPath = checkout.sparkClassPath();
        command.addAll(List.of(
                "-cp",
                classPath.resolveSibling("classes")
                        + File.pathSeparator
                        + Files.readString(classPath).strip(),
                MAIN));
        return command;
    }

    /** Returns the id of the process. */
    public long pid() {
        return process.pid();
    }

    /**
     * Sends a line, and waits for the line that answers it.
     *
     * @throws FailedException if the process has ended
     */
    public String ask(String line) {
        try {
            requests.write(line);
            requests.newLine();
            requests.flush();
            String answer = answers.readLine();
            if (answer != null) {
                return answer;
            }
        } catch (IOException e) {
            throw new FailedException("spark takes no request; its log is " + log, e);
        }
        throw new FailedException("spark has ended; its log is " + log);
    }

    @Override
    public void close() {
        ProcessTree tree = ProcessTree.of(process.toHandle());
        tree.send(Signal.TERM);
        if (!tree.awaitEnd(STOP_WITHIN)) {
            tree.send(Signal.KILL);
        }
    }
}
