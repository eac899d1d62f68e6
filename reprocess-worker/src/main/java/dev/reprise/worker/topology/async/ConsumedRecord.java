package dev.reprise.worker.topology.async;

import org.apache.kafka.streams.processor.api.Record;

/**
 * A record that is kept beyond {@code process()}, with where it came from.
 *
 * @param record the record
 * @param topic topic that it comes from
 * @param partition its partition there
 * @param offset its offset there
 * @param <K> its key
 * @param <V> its value
 */
public record ConsumedRecord<K, V>(Record<K, V> record, String topic, int partition, long offset) {}
