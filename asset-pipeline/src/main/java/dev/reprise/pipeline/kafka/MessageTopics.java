package dev.reprise.pipeline.kafka;

import dev.reprise.common.async.Finished;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Looks whether messages can be sent to a topic. A producer that sends to a topic which is not there blocks its task, or has
 * the broker create it.
 *
 * <p>Threading: safe for any number of threads; nothing blocks. Bound: the topics that were looked for within {@link
 * #KNOWN_FOR_NANOS}.
 */
public final class MessageTopics {

    /** A topic that is deleted during a job is noticed after this. */
    private static final long KNOWN_FOR_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** Well below the drain that waits for it. */
    private static final int ANSWER_MILLIS_MAX = 5_000;

    private final Supplier<Admin> admin;
    private final LongSupplier nanoTime;
    private final Map<String, Long> knownSinceNanos = new ConcurrentHashMap<>();

    /** Asks nothing yet. */
    public MessageTopics(Supplier<Admin> admin, LongSupplier nanoTime) {
        this.admin = admin;
        this.nanoTime = nanoTime;
    }

    /**
     * Looks for a topic.
     *
     * @return whether it is there and this process may write to it; exceptionally when Kafka does not answer
     */
    public CompletionStage<Boolean> canSendTo(String topic) {
        Long since = knownSinceNanos.get(topic);
        long now = nanoTime.getAsLong();
        if (since != null && now - since < KNOWN_FOR_NANOS) {
            return CompletableFuture.completedFuture(true);
        }
        var options =
                new DescribeTopicsOptions().includeAuthorizedOperations(true).timeoutMs(ANSWER_MILLIS_MAX);
        var answers = admin.get().describeTopics(List.of(topic), options).topicNameValues();
        return Objects.requireNonNull(answers.get(topic))
                .toCompletionStage()
                .thenApply(MessageTopics::isWritable)
                .exceptionallyCompose(MessageTopics::absent)
                .thenApply(found -> {
                    knownSinceNanos.values().removeIf(one -> now - one >= KNOWN_FOR_NANOS);
                    if (found) {
                        knownSinceNanos.put(topic, now);
                    }
                    return found;
                });
    }

    private static boolean isWritable(TopicDescription topic) {
        return topic.authorizedOperations() == null
                || topic.authorizedOperations().contains(AclOperation.WRITE);
    }

    private static CompletionStage<Boolean> absent(Throwable failure) {
        Throwable error = Finished.unwrapped(failure);
        boolean isAbsent = error instanceof UnknownTopicOrPartitionException
                || error instanceof InvalidTopicException
                || error instanceof TopicAuthorizationException;
        return isAbsent ? CompletableFuture.completedFuture(false) : CompletableFuture.failedFuture(error);
    }
}
