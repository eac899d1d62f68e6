package dev.reprise.worker.topology;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.RecordContext;
import org.apache.kafka.streams.processor.TopicNameExtractor;

/**
 * Sends each message of a processor to its own topic. The topic travels as a header inside the topology and is taken off
 * before the message leaves it.
 *
 * <p>Threading: stateless.
 */
final class MessageTopic implements TopicNameExtractor<byte[], byte[]> {

    private static final String HEADER = "reprise-message-topic";

    /** Returns headers that tell the topic. */
    static Headers header(String topic) {
        return new RecordHeaders().add(HEADER, topic.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String extract(byte[] key, byte[] value, RecordContext context) {
        Header topic = context.headers().lastHeader(HEADER);
        if (topic == null) {
            throw new IllegalStateException("a message without a topic");
        }
        context.headers().remove(HEADER);
        return new String(topic.value(), StandardCharsets.UTF_8);
    }
}
