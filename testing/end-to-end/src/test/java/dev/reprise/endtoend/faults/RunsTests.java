package dev.reprise.endtoend.faults;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A process that runs tests; a mutant may be in it, which must not be in the process of who looks at the result. */
final class RunsTests {

    /** Every test passes. */
    static final int PASSED = 0;

    /** Every test fails. */
    static final int FAILED = 10;

    /** Neither. */
    private static final int NEITHER = 11;

    private RunsTests() {}

    /**
     * Runs them, and ends with one of the codes.
     *
     * @param methods each as {@code class#method}
     */
    public static void main(String... methods) {
        var found = new SummaryGeneratingListener();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(Arrays.stream(methods)
                                        .map(method -> selectMethod(method))
                                        .toList())
                                .build(),
                        found);
        var summary = found.getSummary();
        summary.printFailuresTo(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        long passed = summary.getTestsSucceededCount();
        long failed = summary.getTestsFailedCount();
        System.exit(passed == methods.length ? PASSED : failed == methods.length && passed == 0 ? FAILED : NEITHER);
    }
}
