package dev.reprise.demo;

import dev.reprise.cli.invocation.FailedException;
import dev.reprise.demo.secured.SecuredStack;
import dev.reprise.localstack.checkout.Checkout;
import dev.reprise.localstack.process.ChildProcess;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.localstack.process.Signal;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Both services as child processes, one id-producer and some workers.
 *
 * <p>Threading: one thread; another may close it.
 */
final class DemoServices implements AutoCloseable {

    /** Three JVMs that start at once on two cores. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int LOG_LINES_MAX = 20;

    private final List<LocalService> services = new ArrayList<>();

    /**
     * Where the services find what they need.
     *
     * @param kafka address
     * @param cassandra address
     * @param elasticsearch address; {@code null} for none
     * @param checkout the built services, and the migrations of the sample
     * @param folder where their logs go
     * @param secured gives users and certificates; {@code null} where nobody asks for them
     */
    record Place(
            String kafka,
            String cassandra,
            @Nullable String elasticsearch,
            Checkout checkout,
            Path folder,
            @Nullable SecuredStack secured) {
        Map<String, String> settings(ServiceKind kind) {
            Map<String, String> settings = new HashMap<>();
            settings.put("kafka.bootstrap.servers", kafka);
            settings.put("reprise.cassandra.contact-points", cassandra);
            settings.put("reprise.topics.create", "true");
            if (elasticsearch != null) {
                settings.put("reprise.elasticsearch.hosts", elasticsearch);
            }
            settings.put("reprise.migrations.path", checkout.sampleMigrations().toString());
            settings.put("reprise.schemas.path", checkout.sampleSchemas().toString());
            settings.putAll(secured == null ? Map.of() : secured.settings(kind));
            return settings;
        }
    }

    /** Starts them and returns before they are ready. */
    void start(Place place, int workers) {
        start(place, ServiceKind.ID_PRODUCER, ServiceKind.ID_PRODUCER.module());
        for (int worker = 1; worker <= workers; worker++) {
            start(place, ServiceKind.REPROCESS_WORKER, ServiceKind.REPROCESS_WORKER.module() + "-" + worker);
        }
    }

    /**
     * Waits until all have what they need.
     *
     * @throws FailedException if one ends or does not become ready, with the end of its log
     */
    void awaitReady() {
        Deadline deadline = Deadline.in(READY_WITHIN);
        while (!all().stream().allMatch(LocalService::isReady)) {
            if (deadline.hasPassed()) {
                LocalService late = all().stream()
                        .filter(service -> !service.isReady())
                        .findFirst()
                        .orElseThrow();
                throw failed(late.process(), "is not ready after " + READY_WITHIN.toSeconds() + " s");
            }
            awaitAndCheck(POLL);
        }
    }

    /**
     * Lets some time pass, or returns early with the failure of a service.
     *
     * @throws FailedException if one has ended, with the end of its log
     */
    void awaitAndCheck(Duration time) {
        Deadline deadline = Deadline.in(time);
        check();
        try {
            while (!deadline.hasPassed()) {
                all().get(0).process().awaitExit(deadline.left());
                check();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted", interrupted);
        }
    }

    /**
     * Looks whether all run.
     *
     * @throws FailedException if one has ended, with the end of its log
     */
    void check() {
        for (LocalService service : all()) {
            service.process().exitCode().ifPresent(code -> {
                throw failed(service.process(), "ended with exit code " + code);
            });
        }
    }

    /** Returns a line for each, with its address. */
    synchronized List<String> addresses() {
        return services.stream()
                .map(service -> service.process().name() + " " + service.address())
                .toList();
    }

    /** Stops them side by side. */
    @Override
    public synchronized void close() {
        services.forEach(service -> service.process().signal(Signal.TERM));
        services.forEach(LocalService::close);
        services.clear();
    }

    private synchronized void start(Place place, ServiceKind kind, String name) {
        Path jar = kind.jar(place.checkout().root());
        if (!jar.toFile().exists()) {
            throw new FailedException("there is no " + jar + "; build it with ./reprise or mvn package");
        }
        services.add(LocalService.start(
                new LocalService.Start(kind, place.checkout().root(), name, place.folder(), List.of("-Xmx256m")),
                place.settings(kind)));
    }

    private synchronized List<LocalService> all() {
        if (services.isEmpty()) {
            throw new FailedException("the services are stopped");
        }
        return List.copyOf(services);
    }

    private static FailedException failed(ChildProcess process, String what) {
        List<String> log = process.lastLogLines(LOG_LINES_MAX);
        return new FailedException(
                process.name() + " " + what + "; the end of " + process.logFile() + ":\n  " + String.join("\n  ", log));
    }
}
