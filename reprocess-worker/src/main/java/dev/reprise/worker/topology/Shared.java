package dev.reprise.worker.topology;

import dev.reprise.worker.concurrency.InFlightLimiter;
import dev.reprise.worker.topology.async.AsyncLimits;
import dev.reprise.worker.topology.async.CommitGuard;
import dev.reprise.worker.topology.async.InFlightBudget;
import dev.reprise.worker.topology.async.RestartBackoff;

/**
 * What all tasks of the stream have in common.
 *
 * @param guard the second line before commits
 * @param limits bounds of a task
 * @param budget bounds what the tasks accept
 * @param restartBackoff how tasks give up
 * @param limiter bounds what the instance has in flight
 * @param eventsTopicId of the topic of the events
 */
record Shared(
        CommitGuard guard,
        AsyncLimits limits,
        InFlightBudget budget,
        RestartBackoff restartBackoff,
        InFlightLimiter limiter,
        String eventsTopicId) {}
