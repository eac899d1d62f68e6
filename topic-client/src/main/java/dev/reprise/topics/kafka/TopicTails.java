package dev.reprise.topics.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Opens topics to be read: each with a consumer of its own, which is in no group, commits nothing and creates no topic.
 *
 * <p>Threading: immutable; safe for any number of threads.
 */
public final class TopicTails {

    /** Kafka's own default. With more patience than this, a request that is lost is still sent again. */
    private static final int REQUEST_MILLIS_MAX = 30_000;

    private final Map<String, Object> client;
    private final Patience patience;
    private final LongSupplier nanoTime;

    /**
     * Connects to nothing yet.
     *
     * @param client settings of Kafka's clients: how to reach Kafka, and whatever else differs from the defaults
     * @param patience of every reading; no single question to Kafka takes longer
     * @param nanoTime a clock in nanoseconds that only goes forward
     */
    public TopicTails(Map<String, Object> client, Patience patience, LongSupplier nanoTime) {
        this.client = Map.copyOf(client);
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /**
     * Opens the committed records of a topic. Its end is where the oldest open transaction began.
     *
     * @throws org.apache.kafka.common.KafkaException as {@link TopicTail#TopicTail}
     */
    public TopicTail committed(String topic) {
        return open(topic, "read_committed");
    }

    /**
     * Opens all records of a topic, those of open and aborted transactions too. Its end is that of the log.
     *
     * @throws org.apache.kafka.common.KafkaException as {@link TopicTail#TopicTail}
     */
    public TopicTail all(String topic) {
        return open(topic, "read_uncommitted");
    }

    private TopicTail open(String topic, String isolation) {
        int millis = Math.toIntExact(patience.max().toMillis());
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Where records were deleted meanwhile, those behind them are read.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, Math.min(millis, REQUEST_MILLIS_MAX));
        var bytes = new ByteArrayDeserializer();
        return new TopicTail(new KafkaConsumer<>(settings, bytes, bytes), topic, patience, nanoTime);
    }
}
