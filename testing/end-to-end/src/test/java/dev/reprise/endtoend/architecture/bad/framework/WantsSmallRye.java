package dev.reprise.endtoend.architecture.bad.framework;

import dev.reprise.endtoend.architecture.bad.Offends;
import io.smallrye.config.ConfigValidationException;

/** Knows a failure of SmallRye. */
@Offends
record WantsSmallRye(ConfigValidationException failure) {}
