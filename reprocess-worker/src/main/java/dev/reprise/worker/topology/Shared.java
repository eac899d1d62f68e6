package dev.reprise.worker.topology;

import dev.reprise.worker.throttle.Throttle;
import dev.reprise.worker.topology.async.AsyncLimits;
import dev.reprise.worker.topology.async.CommitGuard;
import dev.reprise.worker.topology.async.InFlightBudget;
import dev.reprise.worker.topology.async.Retreat;

/**
 * What all tasks of the stream have in common.
 *
 * @param guard the second line before commits
 * @param limits bounds of a task
 * @param budget bounds what the tasks accept
 * @param retreat how tasks give up
 * @param throttle bounds what the instance has in flight
 */
record Shared(CommitGuard guard, AsyncLimits limits, InFlightBudget budget, Retreat retreat, Throttle throttle) {}
