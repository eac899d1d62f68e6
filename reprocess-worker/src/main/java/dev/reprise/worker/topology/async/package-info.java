/**
 * Many asynchronous operations in flight per Kafka Streams task, and no offset committed before its operations are over.
 *
 * <p>A stream processor that blocks per record is capped at one record per latency of the remote system. Here {@code process()}
 * hands records to an {@link dev.reprise.worker.topology.async.AsyncEngine}, which groups them, keeps a bounded number
 * of operations in flight, never lets two of one key overtake each other, and hands their results back on the stream
 * thread. The bound is one for all tasks, an {@link dev.reprise.worker.topology.async.InFlightBudget}: records come from one
 * partition at a time, so a bound for each task would leave most of it unused.
 *
 * <h2>Why a commit waits</h2>
 *
 * <p>A state store without content, the {@link dev.reprise.worker.topology.async.CommitBarrier}, is asked by Kafka
 * Streams to flush its cache before every commit, on every path, and before it collects the offsets; it uses the occasion
 * to wait until nothing is in flight. Results are forwarded there, so they are in the transaction of their offsets.
 *
 * <p>As a second line, the {@link dev.reprise.worker.topology.async.CommitGuard} makes the producers and refuses to commit
 * offsets while a task of the thread has anything in flight, or when a task has taken records whose offsets are not in the
 * commit.
 *
 * <h2>When something goes wrong</h2>
 *
 * <p>When an operation fails for good or takes too long, the task is poisoned: it never commits again, its transaction is
 * aborted, and its records are replayed. So operations must be idempotent, also while an earlier run is still under way.
 * What should not be replayed (a bad record) is a result, not a failure. Before tasks begin again they rest, longer each
 * time ({@link dev.reprise.worker.topology.async.RestartBackoff}).
 *
 * <h2>How to use it</h2>
 *
 * <ol>
 *   <li>Extend {@link dev.reprise.worker.topology.async.AsyncProcessor}: what an item is, which may share an operation,
 *       which must not overtake each other, what to do with a group, what to forward.
 *   <li>Add {@code CommitBarrier.builder(name)} to the topology and connect it with that processor.
 *   <li>Give {@code KafkaStreams} the {@code CommitGuard} as its client supplier; one guard, one {@code InFlightBudget} and
 *       one {@code RestartBackoff} for each {@code KafkaStreams}.
 *   <li>Set {@code exactly_once_v2}; {@code transaction.timeout.ms} above twice the patience in {@link
 *       dev.reprise.worker.topology.async.AsyncLimits} (its default of 10 s is too short); {@code max.poll.interval.ms}
 *       above twice the patience and the longest rest together; a handler that replaces threads.
 *   <li>Before {@code KafkaStreams.close}, call {@code RestartBackoff.stopWithin}, or a close waits as long as the patience.
 * </ol>
 *
 * <p>It rests on internals of Kafka Streams, read in 4.1.2 and unchanged from 4.0 to 4.3; tests with a broker fail when an
 * upgrade changes what is relied on. The package knows nothing of assets or Cassandra and could live elsewhere.
 */
@NullMarked
package dev.reprise.worker.topology.async;

import org.jspecify.annotations.NullMarked;
