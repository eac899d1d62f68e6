package dev.reprise.service.boot;

import dev.reprise.service.config.WrongSettingsException;
import dev.reprise.service.failure.FatalErrors;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.smallrye.config.ConfigValidationException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The main program of a service: runs until told to stop, and ends with the exit codes of the contract.
 */
public final class ServiceMain implements QuarkusApplication {

    /** Stopped as asked. */
    private static final int STOPPED = 0;

    private static final int FAILED = 1;

    private static final int WRONG_CONFIGURATION = 2;

    /** What Quarkus makes of SIGINT and SIGTERM while the service is still starting. */
    private static final Set<Integer> SIGNALLED = Set.of(128 + 2, 128 + 15);

    /** Runs the service; does not return. */
    public static void main(String... args) {
        FatalErrors.watchAllThreads();
        StopSignals.handle(() -> System.exit(STOPPED));
        Quarkus.run(ServiceMain.class, ServiceMain::exit, args);
    }

    @Override
    public int run(String... args) {
        // Again: Quarkus may have put a handler of its own in its place.
        FatalErrors.watchAllThreads();
        // Quarkus ends with 143 at SIGTERM; being stopped as asked is a success here.
        StopSignals.handle(() -> Quarkus.asyncExit(STOPPED));
        Quarkus.waitForExit();
        return STOPPED;
    }

    private static void exit(int code, @Nullable Throwable failure) {
        List<String> problems = configurationProblems(failure);
        if (!problems.isEmpty()) {
            System.err.println("The configuration cannot be used:");
            problems.forEach(problem -> System.err.println("  " + problem));
            end(WRONG_CONFIGURATION, failure);
        } else if (failure != null) {
            System.err.println("The service failed: " + failure);
            end(FAILED, failure);
        } else {
            end(SIGNALLED.contains(code) ? STOPPED : code, null);
        }
    }

    /** Ends the JVM, or what a test runs in its place. */
    private static void end(int code, @Nullable Throwable failure) {
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
    }

    private static List<String> configurationProblems(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof WrongSettingsException wrong) {
                return wrong.problems();
            }
            if (cause instanceof ConfigValidationException wrong) {
                return java.util.stream.IntStream.range(0, wrong.getProblemCount())
                        .mapToObj(i -> wrong.getProblem(i).getMessage())
                        .toList();
            }
        }
        return List.of();
    }
}
