package dev.reprise.endtoend.architecture.bad.framework;

import dev.reprise.endtoend.architecture.bad.Offends;
import jakarta.enterprise.context.ApplicationScoped;

/** Is made by a container. */
@Offends
@ApplicationScoped
class WantsAContainer {}
