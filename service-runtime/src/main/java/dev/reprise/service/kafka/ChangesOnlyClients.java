package dev.reprise.service.kafka;

import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * The clients of a stream that commits nothing while nothing changes.
 *
 * <p>Threading: safe for any number of threads.
 */
public class ChangesOnlyClients extends DefaultKafkaClientSupplier {

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new ChangesOnlyProducer(config);
    }
}
