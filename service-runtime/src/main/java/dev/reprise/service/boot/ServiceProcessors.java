package dev.reprise.service.boot;

import dev.reprise.processor.InvalidProcessorException;
import dev.reprise.processor.ProcessorContext;
import dev.reprise.processor.ProcessorSetting;
import dev.reprise.processor.Processors;
import dev.reprise.service.config.ConfigurationReader;
import dev.reprise.service.config.WrongSettingsException;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** Makes the processors of a service: those on its class path, and those in the folder of the configuration. */
public final class ServiceProcessors {

    private static final String FOLDER = "reprise.processors.path";

    private ServiceProcessors() {}

    /**
     * Returns a reader of the service's configuration that also knows the keys of its processors.
     *
     * @throws WrongSettingsException if a processor cannot be loaded
     */
    public static ConfigurationReader configuration() {
        var configuration = new ConfigurationReader(ConfigProvider.getConfig());
        try {
            return configuration.acceptingKeys(Processors.settings(classLoader(configuration)).stream()
                    .map(ProcessorSetting::key)
                    .toList());
        } catch (InvalidProcessorException e) {
            throw new WrongSettingsException(e.problems());
        }
    }

    /**
     * Makes and checks all processors.
     *
     * @throws WrongSettingsException with every mistake, such as file and line of a migration; a service must not run
     *     with any
     */
    public static Processors load() {
        var configuration = new ConfigurationReader(ConfigProvider.getConfig());
        ClassLoader classLoader = classLoader(configuration);
        try {
            return Processors.load(new ProcessorContext() {
                @Override
                public Optional<String> setting(String key) {
                    return configuration.text(key);
                }

                @Override
                public ClassLoader classLoader() {
                    return classLoader;
                }
            });
        } catch (InvalidProcessorException e) {
            throw new WrongSettingsException(e.problems());
        }
    }

    private static ClassLoader classLoader(ConfigurationReader configuration) {
        ClassLoader service = Thread.currentThread().getContextClassLoader();
        return configuration
                .text(FOLDER)
                .map(folder -> ProcessorJars.loader(FOLDER, folder, service))
                .orElse(service);
    }
}
