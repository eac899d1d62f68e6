package dev.reprise.service.boot;

import dev.reprise.common.config.Settings;
import java.util.List;
import dev.reprise.processor.Processors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Reads settings from the configuration of Quarkus: properties, environment, files. */
public final class ServiceConfiguration {

    private static final String OURS = "reprise.";

    private ServiceConfiguration() {}

    /** Returns a reader of the running service's configuration. */
    public static Settings settings() {
        Config config = ConfigProvider.getConfig();
        return new Settings(key -> config.getOptionalValue(key, String.class));
    }

    /**
     * Notes every key below {@code reprise.} that nobody has read: a typo must not be ignored.
     *
     * @param ofOthers beginnings of the keys that only the other service reads; both may share one configuration
     */
    public static void refuseUnknownKeys(Settings settings, List<String> ofOthers) {
        List<String> ofProcessors = Processors.keys(ServiceProcessors.classLoader());
        for (String name : ConfigProvider.getConfig().getPropertyNames()) {
            if (name.startsWith(OURS) && !ofProcessors.contains(name) && ofOthers.stream().noneMatch(name::startsWith)) {
                settings.refuseUnread(name);
            }
        }
    }
}
