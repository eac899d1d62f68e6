package dev.reprise.service.boot;

import dev.reprise.processor.InvalidProcessorException;
import dev.reprise.processor.ProcessorContext;
import dev.reprise.processor.ProcessorSetting;
import dev.reprise.processor.Processors;
import dev.reprise.service.config.ConfigurationReader;
import dev.reprise.service.config.WrongSettingsException;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** Makes the processors of a service: those on its class path, and those in the folder of the configuration. */
public final class ServiceProcessors {

    private static final String FOLDER = "reprise.processors.path";

    private ServiceProcessors() {}

    /** Returns a reader of the service's configuration that also knows the keys of its processors. */
    public static ConfigurationReader configuration() {
        return knowingProcessors(new ConfigurationReader(ConfigProvider.getConfig()));
    }

    /** What is wrong with the folder is noted beside all other mistakes; the keys are then those of the service itself. */
    static ConfigurationReader knowingProcessors(ConfigurationReader reader) {
        try {
            ClassLoader loader = classLoader(reader);
            return reader.acceptingProcessors(Processors.names(loader), keys(loader));
        } catch (InvalidProcessorException e) {
            reader.noteAll(e.problems());
        }
        return reader.acceptingProcessors(Processors.names(serviceLoader()), keys(serviceLoader()));
    }

    private static List<String> keys(ClassLoader loader) {
        return Processors.settings(loader).stream().map(ProcessorSetting::key).toList();
    }

    /**
     * Makes and checks all processors.
     *
     * @throws WrongSettingsException with every mistake, such as file and line of a migration; a service must not run
     *     with any
     */
    public static Processors load() {
        var configuration = new ConfigurationReader(ConfigProvider.getConfig());
        try {
            ClassLoader classLoader = classLoader(configuration);
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
        ClassLoader service = serviceLoader();
        return configuration
                .text(FOLDER)
                .map(folder -> ProcessorJars.loader(FOLDER, folder, service))
                .orElse(service);
    }

    private static ClassLoader serviceLoader() {
        return Thread.currentThread().getContextClassLoader();
    }
}
