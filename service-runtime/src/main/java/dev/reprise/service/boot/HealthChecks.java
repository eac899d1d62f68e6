package dev.reprise.service.boot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.eclipse.microprofile.health.Startup;

/** The health checks of a service; each says in words what is wrong. */
@ApplicationScoped
public class HealthChecks {

    @Produces
    @Readiness
    HealthCheck readiness(ServiceState state) {
        return () -> response("ready", state.notReady());
    }

    @Produces
    @Liveness
    HealthCheck liveness(ServiceState state) {
        return () -> response("alive", state.notAlive());
    }

    @Produces
    @Startup
    HealthCheck startup(ServiceState state) {
        return () -> response("started", state.isStarted() ? Optional.empty() : state.notReady());
    }

    private static HealthCheckResponse response(String name, Optional<String> problem) {
        var builder = HealthCheckResponse.named(name).status(problem.isEmpty());
        problem.ifPresent(text -> builder.withData("reason", text));
        return builder.build();
    }
}
