package dev.reprise.pipeline.kafka;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.event.Preview;
import dev.reprise.common.topic.Topics;
import dev.reprise.common.wire.Json;
import dev.reprise.processor.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Sends what results are made of to their topics, in the transaction of the task.
 *
 * <p>Threading: confined to the stream thread of the task.
 *
 * @param context of the task
 */
public record ResultRecords(ProcessorContext<byte[], byte[]> context) {

    private static final String TO_DEAD_LETTERS = "to-dead-letters";
    private static final String TO_OUTCOMES = "to-outcomes";
    private static final String TO_PREVIEWS = "to-previews";
    private static final String TO_MESSAGES = "to-messages";

    /** Adds the ways to the topics behind a processor of a topology. */
    public static void addTo(Topology topology, Topics topics, String processor) {
        addSink(topology, TO_DEAD_LETTERS, topics.deadLetters(), processor);
        addSink(topology, TO_OUTCOMES, topics.outcomes(), processor);
        addSink(topology, TO_PREVIEWS, topics.previews(), processor);
        topology.addSink(
                TO_MESSAGES, new MessageTopic(), new ByteArraySerializer(), new ByteArraySerializer(), processor);
    }

    private static void addSink(Topology topology, String name, String topic, String processor) {
        topology.addSink(name, topic, new ByteArraySerializer(), new ByteArraySerializer(), processor);
    }

    /**
     * Records what became of an event.
     *
     * @param round round of the job that the event belongs to
     */
    public void outcome(AssetEvent event, int round, Outcome outcome) {
        byte[] value = Json.bytes(OutcomeRecord.of(event, round, outcome));
        forward(utf8(event.assetId().toString()), value, new RecordHeaders(), TO_OUTCOMES);
    }

    /** Sends messages of a processor. */
    public void messages(List<Message> messages) {
        for (Message message : messages) {
            forward(utf8(message.key()), utf8(message.value()), MessageTopic.headers(message), TO_MESSAGES);
        }
    }

    /** Tells what would have been done. */
    public void preview(Preview preview) {
        forward(utf8(preview.assetId().toString()), Json.bytes(preview), new RecordHeaders(), TO_PREVIEWS);
    }

    /**
     * Tells why an event has failed.
     *
     * @param event the record of the event
     */
    public void deadLetter(Record<byte[], byte[]> event, DeadLetterForm.Origin origin, Failure failure) {
        context.forward(DeadLetterForm.of(event, origin, failure, context.currentSystemTimeMs()), TO_DEAD_LETTERS);
    }

    private void forward(byte[] key, byte[] value, Headers headers, String child) {
        context.forward(new Record<>(key, value, context.currentSystemTimeMs(), headers), child);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
