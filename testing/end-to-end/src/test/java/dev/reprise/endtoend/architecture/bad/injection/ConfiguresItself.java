package dev.reprise.endtoend.architecture.bad.injection;

import dev.reprise.endtoend.architecture.bad.Offends;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Has a field that configuration fills. */
@Offends
class ConfiguresItself {

    @ConfigProperty(name = "reprise.x")
    @Nullable
    String value;
}
