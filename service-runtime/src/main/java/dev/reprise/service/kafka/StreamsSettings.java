package dev.reprise.service.kafka;

import dev.reprise.common.topic.Topics;
import dev.reprise.service.config.KafkaSettings;
import dev.reprise.service.config.TopicCreation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.WallclockTimestampExtractor;

/**
 * The settings of Kafka Streams that the guarantee rests on, the same for both services.
 *
 * @param applicationId also consumer group and prefix of internal topics and transactional ids
 * @param stateDirectory a folder of this process alone: several instances may run on one machine
 * @param commitInterval per-commit costs are per transaction, so seconds for bulk and less where people wait
 * @param pollTime how long a thread waits for records before it looks at its timers
 * @param threads stream threads
 */
public record StreamsSettings(
        String applicationId, Path stateDirectory, Duration commitInterval, Duration pollTime, int threads) {

    /** A batch waits this long for company: the cost of a request is shared, and nobody notices the delay. */
    private static final Duration LINGER = Duration.ofMillis(10);

    private static final int BATCH_BYTES = 128 * 1024;

    /**
     * Records that are restored at once. A record may have a megabyte, and what repeats itself takes little room in the
     * fetch that is bounded by bytes.
     */
    private static final int RESTORED_RECORDS_MAX = 64;

    private static final int REQUEST_BYTES_MAX = 32 * 1024 * 1024;

    /** Returns the properties for Kafka Streams. */
    public Properties properties(KafkaSettings kafka, TopicCreation creation) {
        var properties = new Properties();
        if (creation.replicationFactor() != null) {
            properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, creation.replicationFactor());
        }
        if (creation.minInsyncReplicas() != null) {
            properties.put(
                    StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
                    creation.minInsyncReplicas().toString());
        }
        Topics.SOON_COMPACTED.forEach((name, value) -> properties.put(StreamsConfig.topicPrefix(name), value));
        properties.putAll(kafka.client());
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        properties.put(StreamsConfig.POLL_MS_CONFIG, pollTime.toMillis());
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        // The time stamps of others may be anything; a negative one would end the thread, and nothing here depends on
        // them.
        properties.put(
                StreamsConfig.DEFAULT_TIMESTAMP_EXTRACTOR_CLASS_CONFIG, WallclockTimestampExtractor.class.getName());
        // A cache would hold results back beyond the record they belong to.
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        int sessionMillis = (int) kafka.sessionTimeout().toMillis();
        int transactionMillis = (int) kafka.transactionTimeout().toMillis();
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), sessionMillis);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), sessionMillis / 4);
        // Who is thrown out of the group for not polling has lost its transaction before.
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG), 2 * transactionMillis);
        // Streams stays in the group when it stops, so that a restart finds its tasks; but whoever is stopped for good
        // would hold its tasks for the whole session timeout. No state lives on disk here: leaving costs nothing.
        properties.put(StreamsConfig.consumerPrefix("internal.leave.group.on.close"), true);
        properties.put(
                StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), RESTORED_RECORDS_MAX);
        properties.put(
                StreamsConfig.globalConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), RESTORED_RECORDS_MAX);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), transactionMillis);
        // These only tune: what is configured holds.
        properties.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, (int) LINGER.toMillis());
        properties.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), REQUEST_BYTES_MAX);
        return properties;
    }
}
