package dev.reprise.worker.boot;

import dev.reprise.service.boot.ServiceProcessors;
import dev.reprise.service.boot.ServiceState;
import dev.reprise.service.config.ConfigurationReader;
import dev.reprise.service.config.WrongSettingsException;
import dev.reprise.worker.config.WorkerSettings;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

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
        ConfigurationReader reader = ServiceProcessors.configuration();
        WorkerSettings read = WorkerSettings.from(reader, Runtime.getRuntime().availableProcessors());
        reader.throwIfWrong();
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
