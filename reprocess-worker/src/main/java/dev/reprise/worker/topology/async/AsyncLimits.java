package dev.reprise.worker.topology.async;

import java.time.Duration;

/**
 * The bounds of an engine, beside its {@link InFlightBudget}.
 *
 * @param groupMax items in one group
 * @param openGroupsMax groups being collected at once; one more sends the oldest
 * @param patience longest time that a wait may last before the task gives up; must be well below the transaction timeout
 *     and below half of {@code max.poll.interval.ms}
 */
public record AsyncLimits(int groupMax, int openGroupsMax, Duration patience) {
    public AsyncLimits {
        if (groupMax < 1 || openGroupsMax < 1) {
            throw new IllegalArgumentException("all bounds must be at least 1");
        }
        if (patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("patience must be positive, not " + patience);
        }
    }
}
