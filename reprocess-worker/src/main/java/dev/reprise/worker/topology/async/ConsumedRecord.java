package dev.reprise.worker.topology.async;

import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.internals.ProcessorRecordContext;

/**
 * A record that is kept beyond {@code process()}, with where it came from.
 *
 * @param record the record
 * @param origin topic, partition, offset and headers of it
 * @param <K> its key
 * @param <V> its value
 */
public record ConsumedRecord<K, V>(Record<K, V> record, ProcessorRecordContext origin) {}
