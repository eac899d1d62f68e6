package dev.reprise.worker.topology.async;

import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What the {@link CommitGuard} sees of a task. Threading: the stream thread that owns the task. */
interface WatchedTask {

    /** Returns how many operations are in flight. */
    int inFlight();

    /** Returns the partitions of which records were taken since the last commit. */
    Set<TopicPartition> uncommitted();

    /** Notes that everything was committed. */
    void committed();

    /** Makes every later call of the engine throw. */
    void poison(AsyncFailureException cause);
}
