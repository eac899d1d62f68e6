package dev.reprise.idproducer.production;

import dev.reprise.common.request.Limits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * By what jobs give way to production.
 *
 * <p>Threading: immutable.
 *
 * @param p99Max target of a job that has none of its own; {@code null} for no target
 * @param leastPerSecond a job that is not held goes no slower, in events per second
 * @param measures whether a signal beside the canary gives a measurement that the rate is steered by
 * @param holds whether a signal may only make jobs stand
 */
public record ProductionTerms(@Nullable Duration p99Max, int leastPerSecond, boolean measures, boolean holds) {

    /** Jobs give way to nobody but by their workers' own limits. */
    public static final ProductionTerms NONE = new ProductionTerms(null, 1, false, false);

    /** Returns the target of a job: its own, or else the default of the deployment. */
    @Nullable
    Duration target(Limits limits) {
        return limits.productionLatencyP99Max() == null ? p99Max : limits.productionLatencyP99Max();
    }

    /** Returns whether the rate of a job is steered. */
    boolean steers(Limits limits) {
        return measures || target(limits) != null;
    }

    /** Returns whether a job needs the signals. */
    public boolean needsSignals(Limits limits) {
        return holds || steers(limits);
    }
}
