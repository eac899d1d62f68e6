package dev.reprise.pipeline.kafka;

import dev.reprise.processor.Message;
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

    /** Returns the headers of a message, and the one that tells its topic. */
    static Headers headers(Message message) {
        Headers headers = new RecordHeaders();
        message.headers().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        return headers.add(HEADER, message.topic().getBytes(StandardCharsets.UTF_8));
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
