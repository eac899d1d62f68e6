package dev.reprise.worker.boot;

import dev.reprise.common.config.Settings;
import dev.reprise.common.config.WrongSettingsException;
import dev.reprise.service.boot.ServiceProcessors;
import dev.reprise.service.boot.ServiceConfiguration;
import dev.reprise.service.boot.ServiceState;
import dev.reprise.worker.config.WorkerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;

/** Gives Quarkus the parts of the worker, and tells the service when to start and stop. */
@ApplicationScoped
public class WorkerBeans {

    /**
     * Reads the configuration.
     *
     * @throws WrongSettingsException with every mistake
     */
    @Produces
    @Singleton
    WorkerSettings settings() {
        Settings settings = ServiceConfiguration.settings();
        WorkerSettings read = WorkerSettings.from(settings, Runtime.getRuntime().availableProcessors());
        ServiceConfiguration.refuseUnknownKeys(
                settings, List.of("reprise.elasticsearch.", "reprise.emit.", "reprise.verify.", "reprise.jobs."));
        settings.throwIfWrong();
        return read;
    }

    @Produces
    @Singleton
    Worker worker(WorkerSettings settings, MeterRegistry metrics) {
        return new Worker(settings, ServiceProcessors.load(), metrics);
    }

    @Produces
    @Singleton
    ServiceState state(Worker service) {
        return service.state();
    }

    void start(@Observes StartupEvent event, Worker service) {
        service.start();
    }

    void stop(@Observes ShutdownEvent event, Worker service) {
        service.stop();
    }
}
