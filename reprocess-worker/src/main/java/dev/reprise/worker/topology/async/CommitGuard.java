package dev.reprise.worker.topology.async;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The second line behind the {@link CommitBarrier}: producers that refuse to commit offsets while an engine of the
 * committing thread has anything in flight. It never fires as long as Kafka Streams keeps calling the barrier.
 *
 * <p>Threading: safe for any number of threads; each engine belongs to one.
 */
public final class CommitGuard extends DefaultKafkaClientSupplier {

    private static final Logger LOG = LoggerFactory.getLogger(CommitGuard.class);

    private final Map<Thread, Set<AsyncEngine<?, ?>>> enginesByThread = new ConcurrentHashMap<>();
    private final LongAdder refusals = new LongAdder();

    /** Notes an engine of the calling thread; to be called on the stream thread. */
    public void watch(AsyncEngine<?, ?> engine) {
        enginesByThread
                .computeIfAbsent(Thread.currentThread(), thread -> ConcurrentHashMap.newKeySet())
                .add(engine);
    }

    /** Forgets an engine of the calling thread; to be called when its task is closed. */
    public void forget(AsyncEngine<?, ?> engine) {
        enginesByThread.computeIfPresent(Thread.currentThread(), (thread, engines) -> {
            engines.remove(engine);
            return engines.isEmpty() ? null : engines;
        });
    }

    /** Returns how often a commit was refused; anything but 0 means that the barrier does not hold. */
    public long refusals() {
        return refusals.sum();
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new GuardedProducer(config);
    }

    private void refuseWhileInFlight() {
        int inFlight = enginesByThread.getOrDefault(Thread.currentThread(), Set.of()).stream()
                .mapToInt(AsyncEngine::inFlight)
                .sum();
        if (inFlight > 0) {
            refusals.increment();
            LOG.error("event=commit-refused inFlight={}", inFlight);
            // Kafka Streams takes this for a lost race: it aborts, closes the tasks dirty and replays.
            throw new CommitFailedException(
                    "offsets would be committed while " + inFlight + " operations are in flight");
        }
    }

    private final class GuardedProducer extends KafkaProducer<byte[], byte[]> {

        GuardedProducer(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void sendOffsetsToTransaction(
                Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
            refuseWhileInFlight();
            super.sendOffsetsToTransaction(offsets, groupMetadata);
        }
    }
}
