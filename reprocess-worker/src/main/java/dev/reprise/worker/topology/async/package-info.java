/**
 * Many asynchronous operations in flight per Kafka Streams task, and no offset committed before its operations are over.
 *
 * <p>A processor that blocks per record is capped at one record per latency of the remote system. Here {@code process()}
 * hands records to an {@link dev.reprise.worker.topology.async.AsyncEngine}, which groups them, keeps a bounded number
 * of operations in flight and hands their results back on the stream thread. A state store without content, the
 * {@link dev.reprise.worker.topology.async.CommitBarrier}, is asked by Kafka Streams to flush its cache before every
 * commit, on every path; it uses the occasion to wait until nothing is in flight. As a second line, the
 * {@link dev.reprise.worker.topology.async.CommitGuard} sits in the producer and refuses to commit offsets while a task
 * of the thread has anything in flight.
 *
 * <p>When an operation fails for good or takes too long, the task is poisoned: it never commits again, its transaction is
 * aborted, and its records are replayed. So operations must be idempotent.
 *
 * <p>The package knows nothing of assets or Cassandra and could live elsewhere.
 */
@NullMarked
package dev.reprise.worker.topology.async;

import org.jspecify.annotations.NullMarked;
