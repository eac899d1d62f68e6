package dev.reprise.service.boot;

import dev.reprise.common.config.Settings;
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

    /** Notes every key below {@code reprise.} that nobody has read: a typo must not be ignored. */
    public static void refuseUnknownKeys(Settings settings) {
        for (String name : ConfigProvider.getConfig().getPropertyNames()) {
            if (name.startsWith(OURS)) {
                settings.refuseUnread(name);
            }
        }
    }
}
