package dev.reprise.bench.boot;

import dev.reprise.cli.invocation.FailedException;
import dev.reprise.common.topic.Topics;
import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.localstack.process.Signal;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Both services as processes of one deployment, with the memory that they are promised to do with.
 *
 * <p>Threading: one thread.
 */
final class BenchServices implements AutoCloseable {

    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int LOG_LINES_MAX = 20;

    private final Path checkout;
    private final Path folder;
    private final String prefix;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<LocalService> services = new ArrayList<>();
    private int started;

    /**
     * Prepares a deployment.
     *
     * @param prefix of its topics and logs
     */
    BenchServices(Path checkout, Path folder, String prefix, Map<String, String> settings) {
        this.checkout = checkout;
        this.folder = folder;
        this.prefix = prefix;
        this.settings.putAll(settings);
        this.settings.put("reprise.topics.prefix", prefix);
        this.settings.put("reprise.topics.create", "true");
    }

    Topics topics() {
        return new Topics(prefix);
    }

    /** Starts an instance, with some settings of its own; returns before it is ready. */
    LocalService start(ServiceKind kind, Map<String, String> own) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(own);
        String name = prefix + kind.module() + "-" + ++started;
        var service = LocalService.start(
                new LocalService.Start(kind, checkout, name, folder, List.of("-Xmx256m", "-XX:+UseSerialGC")), all);
        services.add(service);
        return service;
    }

    /** Waits until all instances work. */
    void awaitReady() {
        Deadline deadline = Deadline.in(READY_WITHIN);
        for (LocalService service : services) {
            while (!service.isReady()) {
                if (deadline.hasPassed() || !service.process().isAlive()) {
                    throw failed(service.process());
                }
                pause(service.process());
            }
        }
    }

    /** Stops one. */
    void stop(LocalService service) {
        services.remove(service);
        service.close();
    }

    @Override
    public void close() {
        services.forEach(service -> service.process().signal(Signal.TERM));
        services.forEach(LocalService::close);
        services.clear();
    }

    private static void pause(ChildProcess process) {
        try {
            boolean unused = process.awaitExit(POLL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted", e);
        }
    }

    private static FailedException failed(ChildProcess process) {
        return new FailedException(process.name() + " is not ready; the end of " + process.logFile() + ":\n  "
                + String.join("\n  ", process.lastLogLines(LOG_LINES_MAX)));
    }
}
