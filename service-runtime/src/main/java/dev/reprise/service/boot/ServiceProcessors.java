package dev.reprise.service.boot;

import dev.reprise.common.config.WrongSettingsException;
import dev.reprise.processor.InvalidProcessorException;
import dev.reprise.processor.ProcessorContext;
import dev.reprise.processor.Processors;
import java.util.Optional;
import org.eclipse.microprofile.config.ConfigProvider;

/** Makes the processors of a service: those on its class path. */
public final class ServiceProcessors {

    private ServiceProcessors() {}

    /**
     * Makes and checks all processors.
     *
     * @throws WrongSettingsException with every mistake, such as file and line of a migration; a service must not run with any
     */
    public static Processors load() {
        try {
            return Processors.load(new ProcessorContext() {
                @Override
                public Optional<String> setting(String key) {
                    return ConfigProvider.getConfig().getOptionalValue(key, String.class);
                }

                @Override
                public ClassLoader classLoader() {
                    return ServiceProcessors.classLoader();
                }
            });
        } catch (InvalidProcessorException e) {
            throw new WrongSettingsException(e.problems());
        }
    }

    static ClassLoader classLoader() {
        return Thread.currentThread().getContextClassLoader();
    }
}
