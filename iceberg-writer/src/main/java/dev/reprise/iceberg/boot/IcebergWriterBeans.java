package dev.reprise.iceberg.boot;

import dev.reprise.iceberg.config.IcebergWriterSettings;
import dev.reprise.service.boot.ServiceState;
import dev.reprise.service.config.ConfigurationReader;
import dev.reprise.service.config.WrongSettingsException;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.ConfigProvider;

/** Gives Quarkus the parts of the writer, and tells the service when to start and stop. */
@ApplicationScoped
public class IcebergWriterBeans {

    /**
     * Reads the configuration.
     *
     * @throws WrongSettingsException with every mistake
     */
    @Produces
    @Singleton
    IcebergWriterSettings settings() {
        var reader = new ConfigurationReader(ConfigProvider.getConfig());
        IcebergWriterSettings read = IcebergWriterSettings.from(reader);
        reader.throwIfWrong();
        return read;
    }

    @Produces
    @Singleton
    IcebergWriter writer(IcebergWriterSettings settings, MeterRegistry metrics) {
        return new IcebergWriter(settings, metrics);
    }

    @Produces
    @Singleton
    ServiceState state(IcebergWriter service) {
        return service.state();
    }

    void start(@Observes StartupEvent event, IcebergWriter service) {
        service.start();
    }

    void stop(@Observes ShutdownEvent event, IcebergWriter service) {
        service.stop();
    }
}
