package dev.reprise.localstack.service;

import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.process.JavaProcess;
import dev.reprise.localstack.process.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One running instance of a service, as a child process on a free port.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class LocalService implements AutoCloseable {

    /** The contract leaves a service 20 s from SIGTERM; a little more tells a slow one from one that hangs. */
    private static final Duration STOP_WITHIN = Duration.ofSeconds(25);

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(2);

    private static final Pattern ENVIRONMENT_KEY = Pattern.compile("[A-Z0-9_]+");

    private final ChildProcess process;
    private final URI address;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_WITHIN).build();

    private LocalService(ChildProcess process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * What an instance is started with.
     *
     * @param kind which service
     * @param checkout root of the built project
     * @param name names the log file; unique among the instances of a folder
     * @param folder where the log file is put
     * @param jvmOptions such as the heap
     */
    public record Start(ServiceKind kind, Path checkout, String name, Path folder, List<String> jvmOptions) {}

    /**
     * Starts an instance as it is shipped, and returns at once.
     *
     * @param settings configuration by key, as in {@code docs/configuration.md}; a key in upper case goes into the environment
     */
    public static LocalService start(Start start, Map<String, String> settings) {
        return start(JavaProcess.ofJar(start.name(), start.kind().jar(start.checkout())), start, settings);
    }

    /**
     * Starts an instance with its jars on the class path of the JVM, and returns at once. Unlike Quarkus' own loader of
     * classes, the JVM can take them from an archive, see {@code -XX:SharedArchiveFile}.
     *
     * @param settings as for {@link #start}
     */
    public static LocalService startOnClassPath(Start start, Map<String, String> settings) {
        ServiceKind kind = start.kind();
        return start(
                JavaProcess.ofMain(start.name(), kind.classPath(start.checkout()), kind.mainClass()), start, settings);
    }

    private static LocalService start(JavaProcess java, Start start, Map<String, String> settings) {
        int port = LoopbackPorts.choose();
        java.jvmOptions(List.of("-XX:+ExitOnOutOfMemoryError"))
                .jvmOptions(start.jvmOptions())
                .workingFolder(start.folder())
                .logFile(start.folder().resolve(start.name() + ".log"))
                .systemProperty("quarkus.http.host", "127.0.0.1")
                .systemProperty("quarkus.http.port", Integer.toString(port));
        settings.forEach((key, value) -> {
            if (ENVIRONMENT_KEY.matcher(key).matches()) {
                java.environment(key, value);
            } else {
                java.systemProperty(key, value);
            }
        });
        return new LocalService(java.start(), URI.create("http://127.0.0.1:" + port));
    }

    /** Returns the process, for signals and its log. */
    public ChildProcess process() {
        return process;
    }

    /** Returns where it serves health and metrics. */
    public URI address() {
        return address;
    }

    /** Returns whether it has everything it needs and works. */
    public boolean isReady() {
        return get("/q/health/ready").map(answer -> answer.statusCode() == 200).orElse(false);
    }

    /** Returns its metrics in the Prometheus text format; empty when it does not answer. */
    public Optional<String> metrics() {
        // Without it, the answer is in the format of OpenMetrics.
        return ask(request("/q/metrics").header("Accept", "text/plain;version=0.0.4"))
                .map(HttpResponse::body);
    }

    /**
     * Asks it something.
     *
     * @param path such as {@code /q/health/live}
     * @return empty when it does not answer
     */
    public Optional<HttpResponse<String>> get(String path) {
        return ask(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(ANSWER_WITHIN);
    }

    private Optional<HttpResponse<String>> ask(HttpRequest.Builder request) {
        try {
            return Optional.of(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Stops it in order; kills it when it does not stop. */
    @Override
    public void close() {
        process.stop(STOP_WITHIN);
    }
}
