package dev.reprise.endtoend.faults;

import dev.reprise.endtoend.faults.agent.FailPoint;
import dev.reprise.endtoend.faults.agent.FailPoints;
import dev.reprise.endtoend.service.SearchProxy;
import dev.reprise.localstack.process.Signal;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One process of a service with the agent inside, and what can be done to it.
 *
 * <p>Threading: one thread, that of the faults.
 */
final class Instance {

    private final ServiceKind kind;
    private final LocalService service;
    private final Path control;
    private final @Nullable SearchProxy search;
    private boolean suspended;

    /**
     * Takes over a process.
     *
     * @param control the file by which its agent is told what to do
     * @param search stands between it and Elasticsearch, if anything does
     */
    Instance(ServiceKind kind, LocalService service, Path control, @Nullable SearchProxy search) {
        this.kind = kind;
        this.service = service;
        this.control = control;
        this.search = search;
    }

    /** Returns what stands between it and Elasticsearch; only a worker has it. */
    SearchProxy search() {
        return Objects.requireNonNull(search, "a proxy before Elasticsearch");
    }

    /** Ends what stands before its servers, when the process is of no use any more. */
    void close() {
        if (search != null) {
            search.close();
        }
    }

    ServiceKind kind() {
        return kind;
    }

    LocalService service() {
        return service;
    }

    /** Returns whether it runs and is not suspended. */
    boolean isAtWork() {
        return service.process().isAlive() && !suspended;
    }

    /**
     * Tells the process to send itself a signal.
     *
     * @param passes how often the point is passed before
     */
    void arm(FailPoint point, int passes, Signal signal) {
        try {
            Files.deleteIfExists(fired());
            tell(point.name() + " " + passes + " " + signal.name());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot arm " + service.process().name(), e);
        }
    }

    /** Takes an arming back that has not fired. */
    void disarm() {
        try {
            tell(FailPoints.DISARM);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot disarm " + service.process().name(), e);
        }
    }

    private void tell(String order) throws IOException {
        Path fresh = control.resolveSibling(control.getFileName() + ".new");
        Files.writeString(fresh, order);
        Files.move(fresh, control, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Returns whether the point was passed and the signal is sent. */
    boolean hasFired() {
        return Files.exists(fired());
    }

    /** Suspends it, or takes note that it has suspended itself. */
    void suspend() {
        suspended = true;
        service.process().signal(Signal.STOP);
    }

    /**
     * Lets it go on, whoever suspended it. A point that was armed may be passed as late as now, and the process suspend
     * itself once more: call it again.
     */
    void resume() {
        if (service.process().isAlive()) {
            service.process().signal(Signal.CONT);
        }
        suspended = false;
    }

    private Path fired() {
        return control.resolveSibling(control.getFileName() + ".fired");
    }

    @Override
    public String toString() {
        return service.process().name();
    }
}
