package dev.reprise.service.kafka;

import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * The clients of a stream that does next to nothing while there is nothing to do: it commits nothing, and its threads seldom
 * look at their timers.
 *
 * <p>Threading: safe for any number of threads.
 */
public class QuietClients extends DefaultKafkaClientSupplier {

    /** Of all threads: one may wait for what another does. */
    private final StreamActivity activity;

    /**
     * Makes the supplier of one stream.
     *
     * @param nanoTime a clock that only goes forward
     */
    public QuietClients(LongSupplier nanoTime) {
        this.activity = new StreamActivity(nanoTime);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new QuietConsumer(config, activity::waitFor, activity);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        // Its thread has no timers.
        return new QuietConsumer(config, StreamActivity::calmWait, activity);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new ChangesOnlyProducer(config, activity);
    }

    /** Returns when the stream last had something to do. */
    protected final StreamActivity activity() {
        return activity;
    }
}
