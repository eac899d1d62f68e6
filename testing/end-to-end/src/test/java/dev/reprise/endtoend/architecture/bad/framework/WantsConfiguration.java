package dev.reprise.endtoend.architecture.bad.framework;

import dev.reprise.endtoend.architecture.bad.Offends;
import org.eclipse.microprofile.config.Config;

/** Reads the configuration of the container. */
@Offends
record WantsConfiguration(Config config) {}
